package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Html;
import java.util.LinkedHashMap;
import java.util.Map;

/// Terms in words for people who do not build models.
final class Glossary {

  private static final Map<String, String> TERMS = new LinkedHashMap<>();

  static {
    TERMS.put(
        "AUC",
        "The chance that a positive row gets a higher probability than a negative one. 0.5 is chance, 1"
            + " is perfect. Gini is 2 AUC − 1.");
    TERMS.put(
        "Bootstrap interval",
        "Rows are drawn again, with repetition, many times, and the figure is computed each time: the"
            + " interval says how much it moves by luck of the draw.");
    TERMS.put(
        "Brier score",
        "Mean squared distance of probability and outcome; 0 is perfect, the lower the better.");
    TERMS.put(
        "Calibration",
        "Whether of rows with 20 % predicted, 20 % come true. The expected calibration error is the mean"
            + " distance over tenths of the rows; a little above 0 by chance even for a perfect model.");
    TERMS.put(
        "Counterfactual",
        "The smallest change of a row that moves it across the threshold, as the model sees it.");
    TERMS.put("DeLong's test", "Whether two AUCs on the same rows differ by more than luck.");
    TERMS.put(
        "F1 and Matthews correlation",
        "One number for the quality of a threshold: F1 balances precision and recall; Matthews counts"
            + " all four cells of the confusion, 0 is chance, 1 perfect.");
    TERMS.put(
        "Gain", "The share of all positives found among the rows with the best probabilities.");
    TERMS.put(
        "Kolmogorov-Smirnov", "The greatest distance between the two classes' distributions.");
    TERMS.put("Lift", "How many times more positives than among rows drawn at random.");
    TERMS.put(
        "Log loss",
        "Punishes probabilities that were sure and wrong; the lower the better. It is what training"
            + " and search make small.");
    TERMS.put(
        "Partial dependence",
        "The mean prediction if a feature had a given value in all rows. Says what the model does, not"
            + " what the world would do.");
    TERMS.put(
        "Precision and recall",
        "Of those flagged, how many are positive; of the positives, how many are flagged. PR-AUC is the"
            + " mean precision over recall; chance is the share of positives.");
    TERMS.put(
        "SHAP contribution",
        "How much a feature's value moves one prediction from the mean; all contributions and the mean"
            + " add up to the prediction, in log odds.");
    TERMS.put("Threshold", "The probability from which a row is flagged.");
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
