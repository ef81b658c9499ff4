package io.quittance.e2e.bench;

import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.treatment.Choice;
import io.quittance.core.treatment.ChoiceInput;
import io.quittance.core.treatment.NextBestAction;
import io.quittance.core.vocabulary.Action;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Measures the policy check and the choice of the best action for one simulated account after
/// another. The model's probabilities are given.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class DecideBenchmark {

  /// The simulated portfolio.
  @Param({"us"})
  public String model;

  @Param({"1"})
  public int batch;

  private PolicyCatalogue book;
  private List<SimulatedDebtors.Subject> subjects;
  private List<PolicyVerdict> verdicts;
  private int next;

  @Setup
  public void simulate() {
    book = PolicyCatalogue.of(BuiltInPacks.all());
    subjects = SimulatedDebtors.simulated(book);
    verdicts = subjects.stream().map(this::verdict).toList();
    requireAgreement();
  }

  /// Requires that the scan permits every action that the search permits. The scan also finds
  /// windows that are too short.
  private void requireAgreement() {
    for (int i = 0; i < subjects.size(); i += 10) {
      PolicyVerdict searched = verdicts.get(i);
      PolicyVerdict scanned =
          QuarterHourScan.evaluate(policy(subjects.get(i)), subjects.get(i), searched);
      for (Action action : searched.permitted().keySet()) {
        if (!scanned.permits(action)) {
          throw new IllegalStateException(
              "The search permits " + action + " and the scan does not");
        }
      }
    }
  }

  private SimulatedDebtors.Subject subject() {
    next = next + 1 == subjects.size() ? 0 : next + 1;
    return subjects.get(next);
  }

  private Policy policy(SimulatedDebtors.Subject subject) {
    return book.at(subject.context(), subject.at());
  }

  private PolicyVerdict verdict(SimulatedDebtors.Subject subject) {
    return ContactPolicy.evaluate(policy(subject), subject.context(), subject.at());
  }

  private Choice choice(SimulatedDebtors.Subject subject, PolicyVerdict verdict) {
    return NextBestAction.choose(
        new ChoiceInput(
            policy(subject),
            subject.context(),
            verdict,
            subject.at(),
            subject.balanceMinor(),
            subject.decisionId()),
        subject.probabilities());
  }

  @Benchmark
  public Choice quittance() {
    SimulatedDebtors.Subject subject = subject();
    return choice(subject, verdict(subject));
  }

  /// Measures the rules alone, to show what the ranking adds.
  @Benchmark
  public PolicyVerdict rulesAlone() {
    return verdict(subject());
  }

  @Benchmark
  public Choice rankingAlone() {
    SimulatedDebtors.Subject subject = subject();
    return choice(subject, verdicts.get(next));
  }

  @Benchmark
  public Choice quarterHourScan() {
    SimulatedDebtors.Subject subject = subject();
    return choice(subject, QuarterHourScan.evaluate(policy(subject), subject, verdicts.get(next)));
  }
}
