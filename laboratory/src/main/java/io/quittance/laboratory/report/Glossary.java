package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Html;
import java.util.LinkedHashMap;
import java.util.Map;

/// Explains terms to readers who do not build models.
final class Glossary {

  private static final Map<String, String> TERMS = new LinkedHashMap<>();

  static {
    TERMS.put(
        "AUC",
        "The probability that a positive row scores higher than a negative one. 0.5 is chance, 1 is"
            + " perfect. Gini is 2 AUC − 1.");
    TERMS.put(
        "Bootstrap interval",
        "Rows are drawn many times, with replacement, and the figure is computed each time. The interval"
            + " shows how much the figure varies by chance.");
    TERMS.put(
        "Brier score",
        "Mean squared difference between probability and outcome. Lower is better; 0 is perfect.");
    TERMS.put(
        "Calibration",
        "Whether 20 % of the rows with a predicted probability of 20 % are positive. The expected"
            + " calibration error is the mean difference over tenths of the rows. By chance it is slightly"
            + " above 0 even for a perfect model.");
    TERMS.put(
        "Counterfactual",
        "The smallest change to a row that moves the model's prediction across the threshold.");
    TERMS.put(
        "DeLong's test", "Tests whether two AUCs on the same rows differ by more than chance.");
    TERMS.put(
        "F1 and Matthews correlation",
        "The quality of a threshold in one number. F1 balances precision and recall. Matthews uses all"
            + " four cells of the confusion matrix; 0 is chance, 1 is perfect.");
    TERMS.put("Gain", "The share of all positives among the rows with the highest probabilities.");
    TERMS.put(
        "Kolmogorov-Smirnov",
        "The greatest difference between the score distributions of the two classes.");
    TERMS.put(
        "Lift", "The number of positives relative to the same number of rows drawn at random.");
    TERMS.put(
        "Log loss",
        "Penalises confident wrong probabilities; lower is better. Training and search minimise it.");
    TERMS.put(
        "Partial dependence",
        "The mean prediction if a feature had a given value in all rows. It describes the model, not"
            + " cause and effect.");
    TERMS.put(
        "Precision and recall",
        "Precision is the share of flagged rows that are positive; recall is the share of positives that"
            + " are flagged. PR-AUC is the mean precision over recall; chance is the share of positives.");
    TERMS.put(
        "SHAP contribution",
        "How far the value of a feature moves one prediction from the mean. The mean and all"
            + " contributions add up to the prediction, in log odds.");
    TERMS.put("Threshold", "The probability at or above which a row is flagged.");
  }

  private Glossary() {}

  static String html() {
    StringBuilder html = new StringBuilder("<dl class=\"glossary\">\n");
    TERMS.forEach(
        (term, words) ->
            html.append("<dt>")
                .append(term)
                .append("</dt><dd>")
                .append(Html.text(words))
                .append("</dd>\n"));
    return html.append("</dl>\n").toString();
  }
}
