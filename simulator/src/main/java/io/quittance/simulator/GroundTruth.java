package io.quittance.simulator;

import io.quittance.core.vocabulary.Channel;
import java.util.Map;
import java.util.Optional;

/// What a simulation knows and no model is told. Not for concurrent use.
public final class GroundTruth {

  private final Map<String, SimulatedAccount> accounts;
  private final PaymentHazard hazard;
  private final CounterfactualTruth counterfactuals;
  private int today;

  GroundTruth(
      Map<String, SimulatedAccount> accounts,
      PaymentHazard hazard,
      CounterfactualTruth counterfactuals) {
    this.accounts = accounts;
    this.hazard = hazard;
    this.counterfactuals = counterfactuals;
  }

  void today(int day) {
    today = day;
  }

  /// The truth about an account on the present day, between its account events and its outcomes;
  /// empty when it is not, or no longer, in the book.
  public Optional<AccountTruth> of(String accountId) {
    return Optional.ofNullable(accounts.get(accountId))
        .filter(account -> !account.closed)
        .map(account -> new AccountTruth(account, today, hazard, counterfactuals));
  }

  /// What a contact by this channel may do to the debtor of an account, open or closed.
  ///
  /// @throws IllegalArgumentException when the account was never in the book
  public Harm harm(String accountId, Channel channel) {
    SimulatedAccount account = accounts.get(accountId);
    if (account == null) {
      throw new IllegalArgumentException(accountId + " was never in the book");
    }
    return Harm.of(account.segment, channel);
  }
}
