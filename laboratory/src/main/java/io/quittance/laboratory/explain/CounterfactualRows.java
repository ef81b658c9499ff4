package io.quittance.laboratory.explain;

import io.quittance.core.explain.AdjustableFeature;
import io.quittance.core.explain.AdjustableFeature.Direction;
import io.quittance.core.explain.AdjustableFeature.Kind;
import io.quittance.core.explain.Counterfactuals;
import io.quittance.core.explain.Counterfactuals.Counterfactual;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.feature.ForbiddenNames;
import io.quittance.core.model.FeatureReference;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.table.schema.TableSchema;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Rows near a threshold with the smallest changes that would move them across it.
///
/// @param threshold probability from which a row is positive
/// @param rows rows below the threshold first
/// @param fixed features that no change may touch
public record CounterfactualRows(double threshold, List<ExplainedRow> rows, List<String> fixed) {

  /// Log odds by which a changed row must clear the threshold. The threshold is often the
  /// probability of a test row, which the tiniest change would move across.
  static final double CLEARANCE = 0.1;

  private static final int ROWS_A_SIDE = 3;
  private static final Counterfactuals.Settings SETTINGS =
      new Counterfactuals.Settings(2, 3, 0.5, 32, 20_000);

  public CounterfactualRows {
    rows = List.copyOf(rows);
    fixed = List.copyOf(fixed);
  }

  /// A row and its counterfactuals.
  ///
  /// @param row index of the row
  /// @param alternatives cheapest first; empty if none was found
  public record ExplainedRow(int row, double probability, List<Alternative> alternatives) {

    public ExplainedRow {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// Changes that together move a row across the threshold.
  ///
  /// @param probability probability of the changed row
  public record Alternative(List<FeatureChange> changes, double probability) {

    public Alternative {
      changes = List.copyOf(changes);
    }
  }

  /// A change of one feature, values as text.
  ///
  /// @param from value of the row; `missing` if it has none
  public record FeatureChange(String feature, String from, String to) {}

  /// Explains the three rows nearest to the threshold on either side.
  ///
  /// Values stay within the range seen in training and the range in the schema. Features with the
  /// name of a protected attribute keep their values, including those that the schema permits.
  ///
  /// @param margins model, before calibration
  /// @param calibration probability of a margin
  /// @param references distribution of each feature in training, in the order of the columns
  /// @param probabilities one per row of `rows`
  public static CounterfactualRows near(
      double threshold,
      MarginFunction margins,
      DoubleUnaryOperator calibration,
      List<FeatureReference> references,
      TableSchema schema,
      Examples rows,
      double[] probabilities) {
    List<AdjustableFeature> features = new ArrayList<>();
    List<String> fixed = new ArrayList<>();
    for (int j = 0; j < rows.width(); j++) {
      AdjustableFeature feature = feature(rows.columns().get(j), references.get(j), schema);
      features.add(feature);
      if (feature.direction() == Direction.FIXED) {
        fixed.add(feature.name());
      }
    }
    Counterfactuals counterfactuals = new Counterfactuals(margins, features, SETTINGS);
    double marginThreshold = Counterfactuals.marginAt(calibration, threshold);
    List<ExplainedRow> explained = new ArrayList<>();
    for (int row : nearest(probabilities, threshold)) {
      List<Alternative> alternatives = new ArrayList<>();
      double aim = marginThreshold + (probabilities[row] < threshold ? CLEARANCE : -CLEARANCE);
      for (Counterfactual one : counterfactuals.find(rows.row(row), aim)) {
        alternatives.add(
            new Alternative(
                one.changes().stream()
                    .map(change -> change(rows.columns().get(change.feature()), change))
                    .toList(),
                calibration.applyAsDouble(one.margin())));
      }
      explained.add(new ExplainedRow(row, probabilities[row], alternatives));
    }
    return new CounterfactualRows(threshold, explained, fixed);
  }

  private static AdjustableFeature feature(
      Column column, FeatureReference reference, TableSchema schema) {
    ColumnSchema described =
        schema.columns().stream()
            .filter(one -> one.name().equals(column.name()))
            .findFirst()
            .orElseThrow();
    if (described.permitted().isPresent() || ForbiddenNames.isProtected(column.name())) {
      return AdjustableFeature.fixed(column.name());
    }
    boolean whole = described.type() == Type.INTEGER || described.type() == Type.BOOLEAN;
    Kind kind = column.categorical() ? Kind.CATEGORY : whole ? Kind.WHOLE : Kind.REAL;
    return AdjustableFeature.of(reference, kind, Direction.BOTH)
        .within(
            described.min().orElse(Double.NEGATIVE_INFINITY),
            described.max().orElse(Double.POSITIVE_INFINITY));
  }

  private static int[] nearest(double[] probabilities, double threshold) {
    List<Integer> sorted =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(probabilities[i] - threshold)))
            .toList();
    return IntStream.concat(
            sorted.stream()
                .filter(i -> probabilities[i] < threshold)
                .limit(ROWS_A_SIDE)
                .mapToInt(i -> i),
            sorted.stream()
                .filter(i -> probabilities[i] >= threshold)
                .limit(ROWS_A_SIDE)
                .mapToInt(i -> i))
        .toArray();
  }

  private static FeatureChange change(Column column, Counterfactuals.Change change) {
    List<String> words = column.categories();
    return new FeatureChange(column.name(), change.fromText(words), change.toText(words));
  }

  /// Returns the same with other indices of the rows.
  ///
  /// @param indices the new index by the old one
  public CounterfactualRows renumbered(int[] indices) {
    return new CounterfactualRows(
        threshold,
        rows.stream()
            .map(row -> new ExplainedRow(indices[row.row()], row.probability(), row.alternatives()))
            .toList(),
        fixed);
  }

  /// Returns how many rows have a counterfactual.
  public long flipped() {
    return rows.stream().filter(row -> !row.alternatives().isEmpty()).count();
  }

  /// Returns how many alternatives change each feature, most often changed first.
  public Map<String, Integer> changedFeatures() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (ExplainedRow row : rows) {
      for (Alternative alternative : row.alternatives()) {
        alternative.changes().forEach(change -> counts.merge(change.feature(), 1, Integer::sum));
      }
    }
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
