package io.quittance.laboratory.command;

import io.quittance.laboratory.evaluation.ModelFacts.SelectionFacts;
import io.quittance.laboratory.fit.Fitted;
import io.quittance.laboratory.fit.SelectedFeatures;
import java.util.Locale;
import java.util.Optional;

/// A fit, with the verdict on the usefulness of its features.
///
/// @param data reduced to the features of the fit
/// @param facts empty when the features could not be assessed
/// @param refitted whether features were dropped and the model was fitted again on the rest
record Selected(
    TrainingData data, Fitted fitted, Optional<SelectionFacts> facts, boolean refitted) {

  /// Returns a fit on all features, all of which are kept.
  static Selected all(
      TrainingData data, Fitted fitted, Optional<SelectedFeatures> judged, boolean asked) {
    return new Selected(
        data, fitted, judged.map(selection -> facts(selection, stay(selection, asked))), false);
  }

  /// Returns the fit on the features that were kept.
  static Selected kept(
      TrainingData data, Fitted fitted, SelectedFeatures judged, double logLossOfAll) {
    String outcome =
        String.format(
            Locale.ROOT,
            "They were dropped; search and fit were repeated on the rest. Mean log loss of the best"
                + " trial over the folds: %.5f, with all features %.5f. The same folds chose the"
                + " features, which flatters the first figure a little; the test rows did not.",
            fitted.history().best().logLoss(),
            logLossOfAll);
    return new Selected(data, fitted, Optional.of(facts(judged, outcome)), true);
  }

  private static String stay(SelectedFeatures judged, boolean asked) {
    if (judged.dropped().isEmpty()) {
      return "All features are kept.";
    }
    return asked
        ? "They are kept, because no other feature would be left."
        : "They stay in the model; --select drops them.";
  }

  private static SelectionFacts facts(SelectedFeatures judged, String outcome) {
    return new SelectionFacts(
        judged.family().slug(),
        judged.folds(),
        judged.repeats(),
        judged.rows(),
        judged.atLeast(),
        judged.features(),
        outcome);
  }
}
