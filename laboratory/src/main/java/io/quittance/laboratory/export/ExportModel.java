package io.quittance.laboratory.export;

import io.quittance.core.bundle.BackgroundRows;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.model.DriftReference;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.ModelForm;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Writes a model of any kind and its calibration as one ONNX graph from raw rows to calibrated
/// probability, verifies that the graph computes what the trainer computed, and packs the bundle.
/// Equal arguments give equal bytes. Stateless.
public final class ExportModel {

  private static final int GOLDEN_ROWS = 50;
  private static final int PARITY_ROWS = 20_000;
  private static final int BACKGROUND_ROWS = 100;

  private ExportModel() {}

  /// A graph that passed its checks.
  ///
  /// @param forest the compiled trees, if the model is a sum of trees
  @SuppressWarnings("ArrayRecordComponent")
  public record Graph(byte[] onnx, GraphParity parity, Optional<FlatForest> forest) {}

  /// The data that goes into a bundle.
  ///
  /// @param learned rows that trained or calibrated the model: summarised for drift, and a few kept
  ///   as background
  /// @param predictions calibrated probabilities, for the distribution of the predictions
  /// @param later rows from which the golden rows are chosen
  @SuppressWarnings("ArrayRecordComponent")
  public record Rows(Examples learned, double[] predictions, Examples later) {}

  /// Writes the graph and compares it with the trainer on the given rows, at most the last 20,000.
  ///
  /// @throws ExportRefusedException when the two differ by more than [GraphParity#TOLERANCE]
  public static Graph graph(FittedModel model, Calibration calibration, Examples rows) {
    Optional<FlatForest> forest = Optional.empty();
    byte[] onnx;
    switch (model.form()) {
      case ModelForm.Forest(var ensemble) -> {
        onnx = OnnxForestWriter.write(ensemble, calibration);
        forest = Optional.of(FlatForest.compile(ensemble, calibration));
      }
      case ModelForm.Graph(var body, _) -> {
        OnnxGraphWriter writer = new OnnxGraphWriter(model.kind(), rows.width());
        writer.finish(body.append(writer, writer.input(), "model_"), calibration);
        onnx = writer.toBytes();
      }
    }
    GraphParity parity = GraphParity.measure(model, calibration, forest, onnx, last(rows));
    parity.require();
    return new Graph(onnx, parity, forest);
  }

  private static Examples last(Examples rows) {
    int from = Math.max(0, rows.size() - PARITY_ROWS);
    return from == 0 ? rows : rows.pick(IntStream.range(from, rows.size()).toArray());
  }

  /// Returns how a model's decisions are explained, for its manifest.
  public static ExplanationMethod explanation(FittedModel model) {
    return switch (model.form()) {
      case ModelForm.Forest _ -> ExplanationMethod.TREES;
      case ModelForm.Graph(_, boolean additive) ->
          additive ? ExplanationMethod.ADDITIVE : ExplanationMethod.SAMPLED;
    };
  }

  /// Returns the categories of each column in the order of their codes, for a manifest.
  public static Map<String, List<String>> categories(List<Column> columns) {
    Map<String, List<String>> categories = new TreeMap<>();
    for (Column column : columns) {
      if (column.categorical()) {
        categories.put(column.name(), column.categories());
      }
    }
    return categories;
  }

  /// Packs a graph with its manifest, reference, model card and golden rows, and with background
  /// rows if the model is not a forest. Then loads the result as a reader would.
  ///
  /// @param manifest the manifest to complete
  public static byte[] bundle(Graph graph, Manifest manifest, Rows rows, String card) {
    Examples learned = rows.learned();
    DriftReference reference =
        DriftReference.of(
            learned.names(), categorical(learned.columns()), all(learned), rows.predictions());
    float[][] golden = goldenRows(rows.later());
    Optional<BackgroundRows> background =
        graph.forest().isPresent()
            ? Optional.empty()
            : Optional.of(new BackgroundRows(spread(learned, BACKGROUND_ROWS)));
    byte[] zip =
        new ModelBundle(manifest, graph.onnx(), reference, card, golden(graph, golden), background)
            .write();
    ModelBundle.read(zip).load();
    return zip;
  }

  private static Set<String> categorical(List<Column> columns) {
    Set<String> names = new HashSet<>(Set.of(FeatureCatalogue.ACTION_CHANNEL));
    columns.stream().filter(Column::categorical).map(Column::name).forEach(names::add);
    return names;
  }

  private static float[][] all(Examples rows) {
    float[][] all = new float[rows.size()][];
    Arrays.setAll(all, rows::row);
    return all;
  }

  private static GoldenRows golden(Graph graph, float[][] rows) {
    if (graph.forest().isPresent()) {
      return GoldenRows.of(graph.forest().get(), rows);
    }
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
    }
    try (OnnxScorer scorer = new OnnxScorer(graph.onnx())) {
      OnnxScorer.Scores scores = scorer.score(values, rows.length, rows[0].length);
      return new GoldenRows(rows, widened(scores.margins()), widened(scores.probabilities()));
    }
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  /// Returns evenly spaced rows. Every fifth row has every second value missing, and the last row
  /// has all values missing.
  static float[][] goldenRows(Examples rows) {
    float[][] golden = spread(rows, GOLDEN_ROWS);
    for (int i = 4; i < golden.length; i += 5) {
      for (int j = i % 2; j < golden[i].length; j += 2) {
        golden[i][j] = Float.NaN;
      }
    }
    Arrays.fill(golden[golden.length - 1], Float.NaN);
    return golden;
  }

  private static float[][] spread(Examples rows, int most) {
    float[][] some = new float[Math.min(most, rows.size())][];
    Arrays.setAll(some, i -> rows.row((int) ((long) i * rows.size() / some.length)));
    return some;
  }
}
