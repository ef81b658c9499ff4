package io.quittance.simulator.trial;

import io.quittance.core.vocabulary.Action;
import io.quittance.simulator.book.Population;
import java.util.List;
import java.util.Map;

/// What a policy was worth.
///
/// @param debtors every debtor who was in the book, in the order of their ids
/// @param contacts made, by action
/// @param decisions asked for
/// @param withdrawn recommended contacts not made because the debtor spoke after the decision
/// @param violations by rule, as [LawfulnessAudit] finds them
public record TrialResult(
    List<DebtorValue> debtors,
    Map<Action, Long> contacts,
    long decisions,
    long withdrawn,
    Map<String, Long> violations) {

  /// What came of one debtor.
  ///
  /// @param household the block of four neighbouring slots; the same in trials with equal
  ///   configurations, so values of two policies can be paired by it, as debtors who leave earlier
  ///   are replaced earlier
  /// @param collectedMinor payments less reversals
  /// @param costMinor of contacts, to the collector
  /// @param burdenMinor of contacts, complaints and opt-outs, to the debtor's welfare
  public record DebtorValue(
      String debtorId,
      int household,
      long collectedMinor,
      double costMinor,
      double burdenMinor,
      int contacts,
      int complaints,
      int optOuts,
      double valueShare) {

    /// Value less cost less burden, minor units.
    public double netMinor() {
      return valueShare * collectedMinor - costMinor - burdenMinor;
    }
  }

  /// The sum over debtors of value less cost less burden, minor units.
  public double netMinor() {
    return debtors.stream().mapToDouble(DebtorValue::netMinor).sum();
  }

  /// Net value by household, all blocks of the book present, for paired comparison and bootstrap.
  ///
  /// @param accounts size of the book
  public double[] netByHousehold(int accounts) {
    double[] sums = new double[(accounts + Population.BLOCK - 1) / Population.BLOCK];
    debtors.forEach(debtor -> sums[debtor.household()] += debtor.netMinor());
    return sums;
  }

  public long complaints() {
    return debtors.stream().mapToLong(DebtorValue::complaints).sum();
  }

  public long optOuts() {
    return debtors.stream().mapToLong(DebtorValue::optOuts).sum();
  }

  public long collectedMinor() {
    return debtors.stream().mapToLong(DebtorValue::collectedMinor).sum();
  }
}
