package io.quittance.scoring;

import io.quittance.core.bundle.BackgroundRows;
import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.bundle.TrainingRun;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import io.quittance.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Bundles over the standard catalogue whose graphs are no forests: inputs are put in place of what
/// is missing, logarithms and one layer, with or without a hidden one before it.
public final class GraphBundles {

  /// What the graphs put in place of a missing value.
  private static final float MISSING = 2;

  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");
  private static final Calibration CALIBRATION = new Calibration.Logistic(0.9f, -0.05f);

  private final int features = FeatureCatalogue.standard().size();
  private final SplittableRandom random;
  private final float[][] rows;

  private GraphBundles(long seed) {
    random = new SplittableRandom(seed);
    rows = new float[200][features];
    for (float[] row : rows) {
      for (int j = 0; j < features; j++) {
        row[j] =
            random.nextInt(20) == 0 ? Float.NaN : (float) Math.exp(random.nextDouble() * 9 - 2);
      }
      row[features - 1] = random.nextInt(5);
    }
  }

  /// A logistic regression, which is a sum over its features.
  public static ModelBundle logistic(long seed) {
    GraphBundles made = new GraphBundles(seed);
    return made.bundle("logistic-regression", ExplanationMethod.ADDITIVE, 0);
  }

  /// A multilayer perceptron with one hidden layer of 16.
  public static ModelBundle perceptron(long seed, ExplanationMethod explanation) {
    return new GraphBundles(seed).bundle("multilayer-perceptron", explanation, 16);
  }

  /// A graph whose answer to a row with a missing value is no number, which neither its golden nor
  /// its background rows show.
  public static ModelBundle blindToGaps(long seed) {
    GraphBundles made = new GraphBundles(seed);
    for (int i = 0; i < made.rows.length; i++) {
      for (int j = 0; j < made.features - 1; j++) {
        made.rows[i][j] = i < 140 ? MISSING + i + j : Float.NaN;
      }
    }
    OnnxGraphWriter writer = new OnnxGraphWriter("blind", made.features);
    float[] zeros = new float[made.features];
    String margin = layer(writer, writer.input(), "first", made.features, 1, zeros);
    writer.finish(margin, CALIBRATION);
    double[] probabilities = new double[made.rows.length];
    Arrays.fill(probabilities, CALIBRATION.probability(0));
    return made.bundle(
        "logistic-regression",
        ExplanationMethod.ADDITIVE,
        writer.toBytes(),
        new double[made.rows.length],
        probabilities);
  }

  private ModelBundle bundle(String family, ExplanationMethod explanation, int hidden) {
    OnnxGraphWriter writer = new OnnxGraphWriter(family, features);
    String missing = writer.node("IsNaN", List.of(writer.input()), "missing");
    String stand = writer.constant("stand-in", new long[0], MISSING);
    String present = writer.node("Where", List.of(missing, stand, writer.input()), "present");
    String magnitude = writer.node("Abs", List.of(present), "magnitude");
    String one = writer.constant("one", new long[0], 1);
    String shifted = writer.node("Add", List.of(magnitude, one), "shifted");
    String inputs = writer.node("Log", List.of(shifted), "inputs");
    float[] first = weights(features * Math.max(1, hidden), 0.15);
    String margin = layer(writer, inputs, "first", features, Math.max(1, hidden), first);
    float[] second = weights(Math.max(1, hidden), 0.8);
    if (hidden > 0) {
      String active = writer.node("Relu", List.of(margin), "active");
      margin = layer(writer, active, "second", hidden, 1, second);
    }
    writer.finish(margin, CALIBRATION);
    double[] margins = new double[rows.length];
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      margins[i] = margin(rows[i], first, second, hidden);
      probabilities[i] = CALIBRATION.probability(margins[i]);
    }
    return bundle(family, explanation, writer.toBytes(), margins, probabilities);
  }

  private static String layer(
      OnnxGraphWriter writer, String input, String name, int from, int to, float[] weights) {
    String matrix = writer.constant(name + "-weights", new long[] {from, to}, weights);
    return writer.node("Gemm", List.of(input, matrix), name, Attribute.ofFloat("alpha", 1));
  }

  private float[] weights(int count, double size) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextDouble(-1, 1) * size);
    }
    return weights;
  }

  /// The same in plain Java.
  private double margin(float[] row, float[] first, float[] second, int hidden) {
    double[] units = new double[Math.max(1, hidden)];
    for (int j = 0; j < features; j++) {
      double x = Math.log1p(Math.abs(Float.isNaN(row[j]) ? MISSING : row[j]));
      for (int u = 0; u < units.length; u++) {
        units[u] += x * first[j * units.length + u];
      }
    }
    if (hidden == 0) {
      return units[0];
    }
    double margin = 0;
    for (int u = 0; u < hidden; u++) {
      margin += Math.max(0, units[u]) * second[u];
    }
    return margin;
  }

  private ModelBundle bundle(
      String family,
      ExplanationMethod explanation,
      byte[] onnx,
      double[] margins,
      double[] probabilities) {
    Manifest manifest =
        new Manifest(
            "payment-30d",
            null,
            new ModelInputs(
                FeatureCatalogue.standard().definitions().stream()
                    .map(d -> new FeatureVersion(d.name(), d.version()))
                    .toList(),
                Map.of()),
            new Provenance(
                new TrainingRun("run-1", "trainer", TIME, rows.length, TIME, TIME),
                Sha256.hex("data".getBytes(StandardCharsets.UTF_8)),
                TIME,
                "0.1.0",
                "test"),
            family,
            CALIBRATION,
            explanation,
            Map.of("auc", 0.7),
            Map.of());
    return new ModelBundle(
        manifest,
        onnx,
        DriftReference.of(manifest.featureNames(), rows, probabilities),
        "# payment-30d\n",
        new GoldenRows(
            Arrays.copyOf(rows, 40), Arrays.copyOf(margins, 40), Arrays.copyOf(probabilities, 40)),
        Optional.of(new BackgroundRows(Arrays.copyOfRange(rows, 40, 140))));
  }
}
