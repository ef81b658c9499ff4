package io.quittance.core.treatment;

import io.quittance.core.account.AccountState;
import io.quittance.core.pack.Economics;

/// The random group of debtors that gets no automatic contact, so that what contact achieves can be
/// measured honestly. Whether a debtor belongs to it is a function of salt, tenant and debtor
/// alone: it never changes while the salt stays.
final class HoldoutGroup {

  private HoldoutGroup() {}

  /// Whether the account's debtor is held out; an account without a known debtor stands for itself.
  static boolean contains(Economics.Holdout holdout, AccountState account) {
    if (holdout.share() == 0) {
      return false;
    }
    String debtor = account.debtorId();
    String person = debtor == null ? "account/" + account.accountId() : "debtor/" + debtor;
    return SaltedDraw.of(holdout.salt(), account.tenant() + "/" + person).first() < holdout.share();
  }
}
