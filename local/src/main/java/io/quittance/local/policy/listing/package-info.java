/// Policy packs in words and tables: their rules, and what they hold of the law of a place.
@NullMarked
package io.quittance.local.policy.listing;

import org.jspecify.annotations.NullMarked;
