package io.quittance.simulator;

/// Plays the days ahead of one account under a treatment of choice, with the draws that the
/// simulation itself will use. No report, closing or other treatment comes in between.
final class CounterfactualTruth {

  private final PaymentSystem payments;

  CounterfactualTruth(PaymentSystem payments) {
    this.payments = payments;
  }

  AccountTruth.Potential play(SimulatedAccount account, int day, Treatment treatment) {
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
    return new AccountTruth.Potential(owed > 0 && net >= Truth.LABEL_SHARE * owed, net);
  }
}
