package io.quittance.simulator.trial;

import io.quittance.core.vocabulary.Action;
import io.quittance.simulator.book.Population;
import java.util.List;
import java.util.Map;

/// The result of a policy trial.
///
/// @param debtors every debtor who was in the book, in the order of debtor ids
/// @param contacts number of contacts made by action
/// @param decisions number of decisions the policy made
/// @param withdrawn number of recommended contacts that were not made, because a fact after the
///   decision ruled them out
/// @param violations number of violations by rule, as [LawfulnessAudit] finds them
public record TrialResult(
    List<DebtorValue> debtors,
    Map<Action, Long> contacts,
    long decisions,
    long withdrawn,
    Map<String, Long> violations) {

  /// The value of one debtor in the trial.
  ///
  /// @param household block of four neighbouring slots. Values of two policies can be paired by it,
  ///   because it is the same in trials with equal configurations; debtors cannot, because those
  ///   who leave earlier are replaced earlier
  /// @param collectedMinor payments less reversals, minor units
  /// @param costMinor cost of contacts to the collector, minor units
  /// @param burdenMinor welfare cost of contacts, complaints and opt-outs to the debtor, minor
  ///   units
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

    /// Returns value less cost less burden, in minor units.
    public double netMinor() {
      return valueShare * collectedMinor - costMinor - burdenMinor;
    }
  }

  /// Returns value less cost less burden, summed over debtors, in minor units.
  public double netMinor() {
    return debtors.stream().mapToDouble(DebtorValue::netMinor).sum();
  }

  /// Returns the net value of every household of the book, for paired comparison and bootstrap.
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
