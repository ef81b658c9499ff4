package io.quittance.scoring.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.explain.EffectWords;
import io.quittance.core.explain.Explanation;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.inference.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the model of a decision says of its features, computed again.
///
/// @param decidedAt instant that the decision was made as of
/// @param action the one that is explained
/// @param margin log odds under that action, before calibration
/// @param probability calibrated
/// @param method how the contributions were computed; absent when the model cannot be explained
/// @param baseValue with the contributions it sums to the margin
/// @param contributions the largest first
/// @param actions what the model says of every action
/// @param effect in words, what the decision expected of its contact in the coming week; absent
///   when its model has learnt no effects
/// @param reproduced whether the model gives the decision's own margin again
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionExplanation(
    UUID decisionId,
    String accountId,
    Instant decidedAt,
    DecisionMade.ModelUsed model,
    Action action,
    double margin,
    double probability,
    DecisionMade.@Nullable ExplanationMethod method,
    @Nullable Double baseValue,
    @Nullable List<Contribution> contributions,
    List<ActionAnswer> actions,
    @Nullable String effect,
    boolean reproduced) {

  /// Largest difference of margins that counts as the same: ONNX Runtime computes in single
  /// precision and may order its sums otherwise on another machine.
  private static final double SAME = 1e-5;

  /// What a feature added to the margin.
  ///
  /// @param value as the decision recorded it; absent when it was missing
  /// @param concept what the feature speaks of, as reasons group them
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Contribution(
      String feature, @Nullable String concept, @Nullable Float value, double contribution) {}

  /// What the model says of an action.
  public record ActionAnswer(Action action, double probability, double margin) {}

  /// Explains a decision that a model made.
  ///
  /// @param answer of the decision
  /// @param action the one to explain
  static DecisionExplanation of(
      DecisionMade decision, DecisionMade.ModelAnswer answer, ScoringModel model, Action action) {
    FeatureVector features = FeatureVector.of(decision.features());
    ScoringModel.Predictions predictions = model.predict(features);
    Explanation explanation = model.explain(features, action).orElse(null);
    return new DecisionExplanation(
        decision.decisionId(),
        decision.accountId(),
        decision.decidedAt(),
        model.used(),
        action,
        predictions.margin(action),
        predictions.probability(action),
        explanation == null ? null : model.explanationMethod().orElse(null),
        explanation == null ? null : explanation.baseValue(),
        explanation == null ? null : contributions(model, features, action, explanation),
        Arrays.stream(Action.values())
            .map(a -> new ActionAnswer(a, predictions.probability(a), predictions.margin(a)))
            .toList(),
        EffectWords.of(decision).orElse(null),
        isSame(answer.margin(), predictions.margin(decision.recommended().action())));
  }

  private static boolean isSame(double stored, double computed) {
    return Math.abs(stored - computed) <= SAME * Math.max(1, Math.abs(stored));
  }

  private static List<Contribution> contributions(
      ScoringModel model, FeatureVector features, Action action, Explanation explanation) {
    Map<String, String> concepts = FeatureCatalogue.standard().concepts();
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < model.featureNames().size(); i++) {
      String name = model.featureNames().get(i);
      float value =
          name.equals(FeatureCatalogue.ACTION_CHANNEL) ? action.code() : features.get(name);
      contributions.add(
          new Contribution(
              name,
              concepts.get(name),
              Float.isNaN(value) ? null : value,
              explanation.contributions()[i]));
    }
    contributions.sort(
        Comparator.comparingDouble((Contribution c) -> -Math.abs(c.contribution()))
            .thenComparing(Contribution::feature));
    return contributions;
  }
}
