package io.quittance.scoring.command;

import io.quittance.core.explain.Explanation;
import io.quittance.laboratory.table.file.CsvText;
import io.quittance.scoring.inference.BatchModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The base value and the three largest contributions to the margin: `feature:contribution` in log
/// odds.
record ContributionColumns(BatchModel model) implements RowExplainer {

  private static final int REASONS = 3;

  @Override
  public List<String> columns() {
    List<String> names = new ArrayList<>(List.of("base"));
    IntStream.rangeClosed(1, REASONS).forEach(i -> names.add("reason_" + i));
    return names;
  }

  @Override
  public List<String> fields(float[] row, double probability) {
    List<String> fields = new ArrayList<>(REASONS + 1);
    Explanation explanation = model.explain(row);
    double[] contributions = explanation.contributions();
    fields.add(CsvText.shortened(explanation.baseValue()));
    IntStream.range(0, contributions.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(contributions[i])))
        .limit(REASONS)
        .forEach(
            i ->
                fields.add(
                    model.manifest().featureNames().get(i)
                        + ":"
                        + CsvText.shortened(contributions[i])));
    while (fields.size() < REASONS + 1) {
      fields.add("");
    }
    return fields;
  }

  @Override
  public String method() {
    return model
        .explanationMethod()
        .map(
            method ->
                switch (method) {
                  case TREES -> "exact, trees";
                  case ADDITIVE -> "exact, additive";
                  case SAMPLED -> "sampled, an estimate";
                })
        .orElse("none");
  }
}
