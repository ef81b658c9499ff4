package io.quittance.core.policy;

import io.quittance.core.account.AccountState;

/// A random group of debtors that gets no automatic contact, so that what contact achieves can be
/// measured honestly. Whether a debtor belongs to it is a function of salt, tenant and debtor
/// alone: it never changes while the salt stays.
///
/// @param salt keeps the group apart from the draws of exploration and from other groups
/// @param share of the debtors, in [0, 0.05]
public record Holdout(String salt, double share) {

  /// Nobody is held out.
  public static final Holdout NONE = new Holdout("none", 0);

  private static final double MOST = 0.05;

  public Holdout {
    if (salt.isBlank()) {
      throw new IllegalArgumentException("holdout.salt must not be blank");
    }
    if (!(share >= 0 && share <= MOST)) {
      throw new IllegalArgumentException("holdout.share must lie in [0, 0.05]");
    }
  }

  /// Whether the account's debtor is held out; an account without a known debtor stands for itself.
  boolean holds(AccountState account) {
    if (share == 0) {
      return false;
    }
    String debtor = account.debtorId();
    String person = debtor == null ? "account/" + account.accountId() : "debtor/" + debtor;
    return SaltedDraw.of(salt, account.tenant() + "/" + person).first() < share;
  }
}
