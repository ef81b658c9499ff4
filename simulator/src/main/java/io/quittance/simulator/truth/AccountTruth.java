package io.quittance.simulator.truth;

import io.quittance.core.vocabulary.Channel;
import io.quittance.simulator.behaviour.ExpectedPayments;
import io.quittance.simulator.behaviour.Harm;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.behaviour.Treatment;
import io.quittance.simulator.book.PotentialOutcome;
import io.quittance.simulator.book.PotentialOutcomes;
import io.quittance.simulator.book.SimulatedAccount;
import java.util.Optional;

/// What is true of one account on the present day of its simulation, under every treatment. Valid
/// until the day's outcomes are asked for. Not for concurrent use.
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

  /// How the debtor answers contact, such as `self-curer`.
  public String segment() {
    return account.segment().wireName();
  }

  /// Hidden willingness to pay, standard normal over accounts.
  public double willingness() {
    return account.willingness();
  }

  /// Whether the debtor belongs to the protected group, which no event and no feature tells.
  public boolean protectedGroup() {
    return account.protectedGroup();
  }

  /// What is owed, minor units.
  public long balanceMinor() {
    return account.balanceMinor();
  }

  /// Probability that net payments of the 30 days from today on reach 5 % of the balance, if the
  /// treatment is felt from today on and for all of them, and no new status is reported.
  public double probability(Treatment treatment) {
    return path.probability(treatment);
  }

  /// Expected net payments of those days, minor units, to within 2 % (see [ExpectedPayments]).
  public double collectedMinor(Treatment treatment) {
    return new ExpectedPayments(
            hazard, treatment, account.covariates(day), day, PaymentHazard.HORIZON)
        .minor();
  }

  /// What one contact by the treatment may do to the person.
  public Harm harm(Treatment treatment) {
    Optional<Channel> channel = treatment.action().channel();
    return channel.map(c -> Harm.of(account.segment(), c)).orElse(Harm.NONE);
  }

  /// What will come of the account if the treatment is felt for 30 days, by the very draws of this
  /// simulation: the difference between two treatments is the effect on this account.
  public PotentialOutcome potential(Treatment treatment) {
    return potentialOutcomes.of(account, day, treatment);
  }
}
