package io.quittance.core.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An account with the other accounts of its debtor. What the person says or does on one account
/// applies to all.
///
/// @param account the account that is decided on
/// @param siblings the debtor's other accounts
public record DebtorContext(AccountState account, List<AccountState> siblings) {

  public DebtorContext {
    siblings = siblings.stream().filter(s -> !s.accountId().equals(account.accountId())).toList();
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

  /// Returns all accounts of the debtor, starting with the one decided on.
  public List<AccountState> all() {
    List<AccountState> all = new ArrayList<>(siblings.size() + 1);
    all.add(account);
    all.addAll(siblings);
    return all;
  }
}
