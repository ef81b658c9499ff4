package io.quittance.simulator.truth;

import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Channel;
import io.quittance.simulator.behaviour.ExpectedPayments;
import io.quittance.simulator.behaviour.Harm;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.book.PotentialOutcome;
import io.quittance.simulator.book.PotentialOutcomes;
import io.quittance.simulator.book.SimulatedAccount;
import java.util.Optional;

/// The truth about one account on the present day of its simulation, under every treatment. Valid
/// until the day's outcomes are requested. Not thread-safe.
public final class AccountTruth {

  private final SimulatedAccount account;
  private final int day;
  private final PaymentHazard hazard;
  private final PaymentHazard.Path path;
  private final PotentialOutcomes potentialOutcomes;

  AccountTruth(
      SimulatedAccount account,
      int day,
      PaymentHazard hazard,
      PotentialOutcomes potentialOutcomes) {
    this.account = account;
    this.day = day;
    this.hazard = hazard;
    this.path = hazard.path(account.covariates(day), day, PaymentHazard.HORIZON);
    this.potentialOutcomes = potentialOutcomes;
  }

  /// Returns how the debtor responds to contact, such as `self-curer`.
  public String segment() {
    return account.segment().wireName();
  }

  /// Returns the hidden willingness to pay, standard normal over accounts.
  public double willingness() {
    return account.willingness();
  }

  /// Returns whether the debtor belongs to the protected group, which no event and no feature
  /// reveals.
  public boolean protectedGroup() {
    return account.protectedGroup();
  }

  /// Returns the balance owed, in minor units.
  public long balanceMinor() {
    return account.balanceMinor();
  }

  /// Returns the probability that net payments of the 30 days from today reach 5 % of the balance,
  /// provided that the treatment takes effect today and lasts, and that no new status is reported.
  public double probability(Treatment treatment) {
    return path.probability(treatment);
  }

  /// Returns the expected net payments of those days in minor units, to within 2 % (see
  /// [ExpectedPayments]).
  public double collectedMinor(Treatment treatment) {
    return collectedMinor(treatment, PaymentHazard.HORIZON);
  }

  /// Returns the expected net payments of the next days in minor units, provided that the treatment
  /// takes effect today and lasts.
  ///
  /// @param days number of days from today, at least 1
  public double collectedMinor(Treatment treatment, int days) {
    return new ExpectedPayments(hazard, treatment, account.covariates(day), day, days).minor();
  }

  /// Returns the expected harm of one contact by the treatment.
  public Harm harm(Treatment treatment) {
    Optional<Channel> channel = treatment.action().channel();
    return channel.map(c -> Harm.of(account.segment(), c)).orElse(Harm.NONE);
  }

  /// Returns the outcome of the account if the treatment lasts for 30 days. It uses the same random
  /// draws as the simulation, so the difference between two treatments is their effect on this
  /// account.
  public PotentialOutcome potential(Treatment treatment) {
    return potentialOutcomes.of(account, day, treatment);
  }
}
