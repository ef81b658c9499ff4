package io.quittance.laboratory.treatment;

import io.quittance.core.effect.Arm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Estimates the share of the balance that a payer pays, by what decides its size:
///
/// share(o) = (Σ paid of o / mean balance + k · m) / (Σ balances of o / mean balance + k),
///
/// where m is the share over all payments and k the strength in payments of mean balance. Money
/// counts, so a payment counts by its balance: small debts, which are paid in full, would otherwise
/// raise the share of large ones. A kind with few payments stays near the share of all (Efron and
/// Morris, "Stein's Paradox in Statistics", 1977).
final class PaymentShares {

  private PaymentShares() {}

  /// Money of the payers.
  private static final class Money {
    private double paid;
    private double owed;
    private int payers;

    void add(double share, double balance) {
      paid += share * balance;
      owed += balance;
      payers++;
    }
  }

  /// Returns one share for each arm; 0 when nobody paid.
  ///
  /// @param strength weight of the common share, in payments of mean balance, positive
  static double[] of(TreatedRows rows, List<Arm> arms, double strength) {
    Map<String, Money> kinds = new HashMap<>();
    Money all = new Money();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.rows().labels()[i]) {
        kinds
            .computeIfAbsent(arms.get(rows.arms()[i]).payment(), _ -> new Money())
            .add(rows.shares()[i], rows.balances()[i]);
        all.add(rows.shares()[i], rows.balances()[i]);
      }
    }
    if (all.payers == 0) {
      return new double[arms.size()];
    }
    double common = all.paid / all.owed;
    double prior = strength * all.owed / all.payers;
    return arms.stream()
        .map(arm -> kinds.getOrDefault(arm.payment(), new Money()))
        .mapToDouble(kind -> (kind.paid + prior * common) / (kind.owed + prior))
        .toArray();
  }
}
