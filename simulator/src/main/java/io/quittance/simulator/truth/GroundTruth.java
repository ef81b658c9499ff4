package io.quittance.simulator.truth;

import io.quittance.core.vocabulary.Channel;
import io.quittance.simulator.behaviour.Harm;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.book.PotentialOutcomes;
import io.quittance.simulator.book.SimulatedAccount;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/// What a simulation knows and no model can observe. Not thread-safe.
public final class GroundTruth {

  private final Map<String, SimulatedAccount> accounts;
  private final IntSupplier today;
  private final PaymentHazard hazard;
  private final PotentialOutcomes potentialOutcomes;

  public GroundTruth(
      Map<String, SimulatedAccount> accounts,
      IntSupplier today,
      PaymentHazard hazard,
      PotentialOutcomes potentialOutcomes) {
    this.accounts = accounts;
    this.today = today;
    this.hazard = hazard;
    this.potentialOutcomes = potentialOutcomes;
  }

  /// Returns the truth about an account on the present day, between its account events and its
  /// outcomes. Empty when the account is not, or no longer, in the book.
  public Optional<AccountTruth> of(String accountId) {
    return Optional.ofNullable(accounts.get(accountId))
        .filter(account -> !account.closed())
        .map(account -> new AccountTruth(account, today.getAsInt(), hazard, potentialOutcomes));
  }

  /// Returns the expected harm of one contact by this channel to the debtor of an open or closed
  /// account.
  ///
  /// @throws IllegalArgumentException when the account was never in the book
  public Harm harm(String accountId, Channel channel) {
    SimulatedAccount account = accounts.get(accountId);
    if (account == null) {
      throw new IllegalArgumentException(accountId + " was never in the book");
    }
    return Harm.of(account.segment(), channel);
  }
}
