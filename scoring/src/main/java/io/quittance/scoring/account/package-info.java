/// Account states: their rows, the locks on accounts and debtors, and the route that shows one.
@NullMarked
package io.quittance.scoring.account;

import org.jspecify.annotations.NullMarked;
