/// Text forms that several packages share: digests, JSON, lines and wire names.
@NullMarked
package io.quittance.core.text;

import org.jspecify.annotations.NullMarked;
