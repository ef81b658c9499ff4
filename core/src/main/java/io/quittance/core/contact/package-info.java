/// Evaluates contact rules: which actions the packs in force permit for a debtor at an instant,
/// when a blocked action becomes permitted, and whether a permit is granted.
@NullMarked
package io.quittance.core.contact;

import org.jspecify.annotations.NullMarked;
