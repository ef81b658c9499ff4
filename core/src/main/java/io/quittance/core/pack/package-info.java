/// Policy packs: contact rules and economics as data with citations, dates and signatures.
@NullMarked
package io.quittance.core.pack;

import org.jspecify.annotations.NullMarked;
