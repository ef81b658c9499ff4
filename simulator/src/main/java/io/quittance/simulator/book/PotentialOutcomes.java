package io.quittance.simulator.book;

import io.quittance.core.treatment.Treatment;
import io.quittance.simulator.behaviour.PaymentHazard;

/// Plays the next 30 days of one account under a given treatment, with the random draws that the
/// simulation itself will use. No report, closing or other treatment intervenes.
public final class PotentialOutcomes {

  private final PaymentSystem payments;

  PotentialOutcomes(PaymentSystem payments) {
    this.payments = payments;
  }

  public PotentialOutcome of(SimulatedAccount account, int day, Treatment treatment) {
    SimulatedAccount copy = account.under(treatment, day - PaymentHazard.REVERSAL_LAG);
    long owed = copy.balanceMinor;
    int end = day + PaymentHazard.HORIZON;
    for (int ahead = day; ahead < end; ahead++) {
      if (ahead > day) {
        SystemOfRecord.age(copy, ahead);
      }
      var _ = payments.day(copy, ahead);
    }
    long net = copy.netBetween(day, end - 1);
    return new PotentialOutcome(owed > 0 && net >= PaymentHazard.LABEL_SHARE * owed, net);
  }
}
