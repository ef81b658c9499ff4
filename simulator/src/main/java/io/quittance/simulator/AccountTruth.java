package io.quittance.simulator;

import io.quittance.core.vocabulary.Channel;
import java.util.Optional;

/// What is true of one account on the present day of its simulation, under every treatment. Valid
/// until the day's outcomes are asked for. Not for concurrent use.
public final class AccountTruth {

  private final SimulatedAccount account;
  private final int day;
  private final PaymentHazard hazard;
  private final PaymentHazard.Path path;
  private final CounterfactualTruth counterfactuals;

  AccountTruth(
      SimulatedAccount account,
      int day,
      PaymentHazard hazard,
      CounterfactualTruth counterfactuals) {
    this.account = account;
    this.day = day;
    this.hazard = hazard;
    this.path = hazard.path(account.standing(day), day, PaymentHazard.HORIZON);
    this.counterfactuals = counterfactuals;
  }

  /// What would come of the account under a treatment.
  ///
  /// @param positive whether net payments of the 30 days reach 5 % of the balance
  /// @param collectedMinor net payments of the 30 days; negative when more went back than came
  public record Potential(boolean positive, long collectedMinor) {}

  /// How the debtor answers contact, such as `self-curer`.
  public String segment() {
    return account.segment.wireName();
  }

  /// Hidden willingness to pay, standard normal over accounts.
  public double willingness() {
    return account.willingness;
  }

  /// Whether the debtor belongs to the protected group, which no event and no feature tells.
  public boolean protectedGroup() {
    return account.debtor.traits().protectedGroup();
  }

  /// What is owed, minor units.
  public long balanceMinor() {
    return account.balanceMinor;
  }

  /// Probability that net payments of the 30 days from today on reach 5 % of the balance, if the
  /// treatment is felt from today on and for all of them, and no new status is reported.
  public double probability(Treatment treatment) {
    return path.probability(treatment);
  }

  /// Expected net payments of those days, minor units, to within 2 % (see [ExpectedPayments]).
  public double collectedMinor(Treatment treatment) {
    return new ExpectedPayments(
            hazard, treatment, account.standing(day), day, PaymentHazard.HORIZON)
        .minor();
  }

  /// What one contact by the treatment may do to the person.
  public Harm harm(Treatment treatment) {
    Optional<Channel> channel = treatment.action().channel();
    return channel.map(c -> Harm.of(account.segment, c)).orElse(Harm.NONE);
  }

  /// What will come of the account if the treatment is felt for 30 days, by the very draws of this
  /// simulation: the difference between two treatments is the effect on this account.
  public Potential potential(Treatment treatment) {
    return counterfactuals.play(account, day, treatment);
  }
}
