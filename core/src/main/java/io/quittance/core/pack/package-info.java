/// Policy packs: contact rules and economics as cited, dated and signed data.
@NullMarked
package io.quittance.core.pack;

import org.jspecify.annotations.NullMarked;
