package io.quittance.core.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An account with the other accounts of its debtor. What the person says or does on one account
/// applies to all.
///
/// @param account the account that is decided on
/// @param siblings the debtor's other accounts that can be read
/// @param readable whether all of the debtor's accounts can be read
public record DebtorContext(AccountState account, List<AccountState> siblings, boolean readable) {

  public DebtorContext {
    siblings = siblings.stream().filter(s -> !s.accountId().equals(account.accountId())).toList();
  }

  /// Creates the context of a debtor whose accounts can all be read.
  public DebtorContext(AccountState account, List<AccountState> siblings) {
    this(account, siblings, true);
  }

  /// Returns the context of a debtor with one account.
  public static DebtorContext of(AccountState account) {
    return new DebtorContext(account, List.of());
  }

  /// Returns the context of a debtor with several accounts.
  ///
  /// @param others may contain the account itself, which is left out
  public static DebtorContext of(AccountState account, Collection<AccountState> others) {
    return new DebtorContext(account, List.copyOf(others));
  }

  /// Returns the same context of a debtor of whom another account cannot be read.
  public DebtorContext withUnreadableAccount() {
    return new DebtorContext(account, siblings, false);
  }

  /// Returns whether everything that is stored about the debtor is known. Otherwise no contact is
  /// permitted: what is not known may forbid it.
  public boolean isWhollyKnown() {
    if (!readable || !account.isWhollyKnown()) {
      return false;
    }
    for (AccountState sibling : siblings) {
      if (!sibling.isWhollyKnown()) {
        return false;
      }
    }
    return true;
  }

  /// Returns all accounts of the debtor that can be read, starting with the one decided on.
  public List<AccountState> all() {
    List<AccountState> all = new ArrayList<>(siblings.size() + 1);
    all.add(account);
    all.addAll(siblings);
    return all;
  }
}
