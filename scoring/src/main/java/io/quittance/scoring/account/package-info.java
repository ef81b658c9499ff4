/// Account states in the database, locks on accounts and debtors, facts that are set aside, and the
/// route that shows an account.
@NullMarked
package io.quittance.scoring.account;

import org.jspecify.annotations.NullMarked;
