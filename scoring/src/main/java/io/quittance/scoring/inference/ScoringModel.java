package io.quittance.scoring.inference;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.explain.Explanation;
import io.quittance.core.feature.FeatureSelection;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.feature.RowQualityCheck;
import io.quittance.core.vocabulary.Action;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model version that may serve. Immutable, safe for several threads.
public final class ScoringModel {

  private static final Action[] ACTIONS = Action.values();

  private final DecisionMade.ModelUsed used;
  private final FeatureSelection selection;
  private final CompiledModel kernel;
  private final RowQualityCheck quality;
  private final @Nullable ServedEffects effects;

  ScoringModel(
      DecisionMade.ModelUsed used,
      FeatureSelection selection,
      CompiledModel kernel,
      RowQualityCheck quality,
      @Nullable ServedEffects effects) {
    this.used = used;
    this.selection = selection;
    this.kernel = kernel;
    this.quality = quality;
    this.effects = effects;
  }

  /// What treatments are worth, as this version has learnt it; empty when it has not.
  public Optional<ServedEffects> effects() {
    return Optional.ofNullable(effects);
  }

  /// Name, version and digest, as decisions name it.
  public DecisionMade.ModelUsed used() {
    return used;
  }

  /// Whether its answers are computed by the flat forest, and so explain themselves.
  public boolean isForest() {
    return kernel instanceof CompiledModel.Forest;
  }

  /// The features it reads, in its order.
  public List<String> featureNames() {
    return selection.names();
  }

  /// Whether the features are like those the model was trained on, whatever the action.
  public RowQualityCheck.Verdict quality(FeatureVector features) {
    return quality(selection.pick(features));
  }

  /// The answer for every action.
  public Predictions predict(FeatureVector features) {
    int width = selection.size();
    float[] rows = new float[ACTIONS.length * width];
    for (Action action : ACTIONS) {
      selection.pick(features, rows, action.ordinal() * width);
      if (selection.actionIndex() >= 0) {
        rows[action.ordinal() * width + selection.actionIndex()] = action.code();
      }
    }
    OnnxSession.Answer answer = kernel.answer(rows);
    Map<Action, Double> probabilities = new EnumMap<>(Action.class);
    Map<Action, Double> margins = new EnumMap<>(Action.class);
    for (Action action : ACTIONS) {
      probabilities.put(action, answer.probabilities()[action.ordinal()]);
      margins.put(action, answer.margins()[action.ordinal()]);
    }
    return new Predictions(
        Collections.unmodifiableMap(probabilities), Collections.unmodifiableMap(margins));
  }

  /// The answers for whole rows in the order of [#featureNames()], stored one after the other.
  ///
  /// @param rows NaN is missing
  public BatchModel.Scores score(float[] rows) {
    OnnxSession.Answer answer = kernel.answer(rows);
    return new BatchModel.Scores(answer.margins(), answer.probabilities());
  }

  /// Whether a row in the order of [#featureNames()] is like those the model was trained on,
  /// whatever the action.
  public RowQualityCheck.Verdict quality(float[] row) {
    return quality.verdict(row);
  }

  /// The contributions to the margin of a row in the order of [#featureNames()]; empty for a model
  /// that cannot be explained.
  public Optional<Explanation> explain(float[] row) {
    return kernel.explain(row);
  }

  /// How its contributions are computed; empty for a model that cannot be explained.
  public Optional<DecisionMade.ExplanationMethod> explanationMethod() {
    return kernel
        .method()
        .map(
            method ->
                switch (method) {
                  case TREES -> DecisionMade.ExplanationMethod.TREES;
                  case ADDITIVE -> DecisionMade.ExplanationMethod.ADDITIVE;
                  case SAMPLED -> DecisionMade.ExplanationMethod.SAMPLED;
                });
  }

  /// The contributions to the margin under one action, in the order of [#featureNames()]; empty for
  /// a model that cannot be explained.
  public Optional<Explanation> explain(FeatureVector features, Action action) {
    float[] row = new float[selection.size()];
    selection.pick(features, row, 0);
    if (selection.actionIndex() >= 0) {
      row[selection.actionIndex()] = action.code();
    }
    return explain(row);
  }

  /// Calibrated probability and margin (log-odds before calibration) per action.
  public record Predictions(Map<Action, Double> probabilities, Map<Action, Double> margins) {

    /// Whether a decision can rest on them; a forest's are always such.
    public boolean areSound() {
      return probabilities.values().stream().allMatch(p -> p >= 0 && p <= 1)
          && margins.values().stream().allMatch(Double::isFinite);
    }

    public double probability(Action action) {
      return probabilities.getOrDefault(action, Double.NaN);
    }

    public double margin(Action action) {
      return margins.getOrDefault(action, Double.NaN);
    }
  }
}
