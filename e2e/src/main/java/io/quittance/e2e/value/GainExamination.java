package io.quittance.e2e.value;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.effect.TreatmentModel;
import io.quittance.core.treatment.Routing;
import io.quittance.core.treatment.Treatment;
import io.quittance.simulator.trial.TrialCosts;
import io.quittance.simulator.truth.AccountTruth;
import io.quittance.simulator.truth.GroundTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// Examines single choices on decisions whose true values are known: of the gain over no contact
/// that the true values of the coming week allow, the share that the choices of a model reach.
final class GainExamination {

  private static final int WEEK_DAYS = 7;

  private final GroundTruth truth;
  private final TrialCosts costs;
  private final double share;
  private final List<Question> questions = new ArrayList<>();

  /// A decision with its true values.
  ///
  /// @param truthMinor true expected net value of the week of each permitted treatment, minor units
  @SuppressWarnings("ArrayRecordComponent")
  record Question(LearnedChoice.Case open, double[] truthMinor) {}

  /// @param share share of the decisions to examine, in [0, 1]
  GainExamination(GroundTruth truth, TrialCosts costs, double share) {
    this.share = share;
    this.truth = truth;
    this.costs = costs;
  }

  List<Question> questions() {
    return List.copyOf(questions);
  }

  /// Adds the decision if it is drawn, which depends on its id alone.
  void observe(
      Policy policy, PolicyVerdict verdict, DebtorContext context, Instant at, UUID decisionId) {
    if (new SplittableRandom(decisionId.getMostSignificantBits()).nextDouble() >= share
        || Routing.of(context, at).isPresent()) {
      return;
    }
    truth
        .of(context.account().accountId())
        .ifPresent(
            known ->
                LearnedChoice.of(policy, verdict, context, at)
                    .ifPresent(open -> questions.add(new Question(open, values(known, open)))));
  }

  private double[] values(AccountTruth known, LearnedChoice.Case open) {
    double[] values = new double[open.arms().length];
    for (int i = 0; i < values.length; i++) {
      Treatment treatment = Treatment.values().get(open.arms()[i]);
      values[i] =
          costs.valueShare() * known.collectedMinor(treatment, WEEK_DAYS)
              - costs.contactMinor().getOrDefault(treatment.action(), 0.0)
              - known.harm(treatment).welfareMinor();
    }
    return values;
  }

  /// Returns the share of the oracle's gain over no contact that a model's choices reach. 0 is no
  /// contact, 1 the oracle; choices that do harm give less than 0.
  static double share(List<Question> questions, TreatmentModel model) {
    LearnedChoice choice = new LearnedChoice(model);
    double reached = 0;
    double possible = 0;
    for (Question question : questions) {
      double nothing = question.truthMinor()[0];
      int chosen = choice.best(question.open());
      double most = nothing;
      for (int i = 0; i < question.truthMinor().length; i++) {
        most = Math.max(most, question.truthMinor()[i]);
        if (question.open().arms()[i] == chosen) {
          reached += question.truthMinor()[i] - nothing;
        }
      }
      possible += most - nothing;
    }
    return possible > 0 ? reached / possible : 0;
  }
}
