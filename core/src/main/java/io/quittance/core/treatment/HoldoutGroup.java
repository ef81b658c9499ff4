package io.quittance.core.treatment;

import io.quittance.core.account.AccountState;
import io.quittance.core.pack.Economics;

/// The random group of debtors that gets no automatic contact, so that the effect of contact can be
/// measured without bias. Membership is a function of salt, tenant and debtor alone: it stays the
/// same while the salt does.
final class HoldoutGroup {

  private HoldoutGroup() {}

  /// Returns whether the account's debtor belongs to the group. An account without a known debtor
  /// stands for itself.
  static boolean contains(Economics.Holdout holdout, AccountState account) {
    if (holdout.share() == 0) {
      return false;
    }
    String debtor = account.debtorId();
    String person = debtor == null ? "account/" + account.accountId() : "debtor/" + debtor;
    return SaltedDraw.of(holdout.salt(), account.tenant() + "/" + person).first() < holdout.share();
  }
}
