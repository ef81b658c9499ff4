package io.quittance.scoring.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.bundle.ExplanationMethod;
import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.Manifest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.bundle.ModelInputs;
import io.quittance.core.bundle.Provenance;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import io.quittance.core.text.Sha256;
import io.quittance.scoring.GraphBundles;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Graphs that are no forest and not what their bundle says.
final class GraphLoadingTest {

  private static final ModelBundle GOOD = GraphBundles.perceptron(4, ExplanationMethod.SAMPLED);
  private static final Calibration CALIBRATION = GOOD.manifest().calibration();
  private static final int FEATURES = FeatureCatalogue.standard().size();

  private final OnnxGraphWriter writer = new OnnxGraphWriter("test", FEATURES);

  private static String ruleOf(ModelBundle bundle) {
    byte[] zip = bundle.write();
    ModelLoader loader = new ModelLoader(OnnxRuntimeMode.REQUIRED);
    return assertThrows(
            ModelRefusedException.class, () -> loader.load(zip, "payment-30d", 1, Sha256.hex(zip)))
        .rule();
  }

  private static ModelBundle with(byte[] onnx, double margin) {
    double[] margins = new double[GOOD.goldenRows().size()];
    Arrays.fill(margins, margin);
    return new ModelBundle(
        GOOD.manifest(),
        onnx,
        GOOD.reference(),
        GOOD.card(),
        new GoldenRows(
            GOOD.goldenRows().features(),
            margins,
            Arrays.stream(margins).map(CALIBRATION::probability).toArray()),
        GOOD.background());
  }

  @Test
  void aCalibrationOtherThanTheManifestsIsRefused() {
    Manifest manifest = GOOD.manifest();
    Manifest other =
        new Manifest(
            manifest.name(),
            manifest.version(),
            new ModelInputs(manifest.inputs().featureSchema(), manifest.inputs().categories()),
            new Provenance(
                manifest.provenance().trainingRun(),
                manifest.provenance().dataSha256(),
                manifest.provenance().createdAt(),
                manifest.provenance().quittanceVersion(),
                manifest.provenance().framework()),
            manifest.family(),
            new Calibration.Logistic(1.1, 0),
            manifest.explanation(),
            manifest.metrics(),
            manifest.parts());
    assertEquals(
        "calibration",
        ruleOf(
            new ModelBundle(
                other,
                GOOD.onnx(),
                GOOD.reference(),
                GOOD.card(),
                GOOD.goldenRows(),
                GOOD.background())));
  }

  @Test
  void aGraphInWhichRowsSpeakOfEachOtherIsRefused() {
    String missing = writer.node("IsNaN", List.of(writer.input()), "missing");
    String gaps = writer.node("Cast", List.of(missing), "gaps", Attribute.ofInt("to", 1));
    String none = writer.constant("none", new long[0], 0);
    String column = writer.node("ReduceMean", List.of(gaps), "column", Attribute.ofInts("axes", 1));
    String zeros = writer.node("Mul", List.of(column, none), "zeros");
    String mean = writer.node("ReduceMean", List.of(gaps), "mean", Attribute.ofInts("axes", 0, 1));
    writer.finish(writer.node("Add", List.of(zeros, mean), "sum"), CALIBRATION);
    int gapsOfGolden = 0;
    for (float[] row : GOOD.goldenRows().features()) {
      for (float value : row) {
        gapsOfGolden += Float.isNaN(value) ? 1 : 0;
      }
    }
    double share = (double) gapsOfGolden / FEATURES / GOOD.goldenRows().size();
    assertEquals("runtime-parity", ruleOf(with(writer.toBytes(), share)));
  }

  @Test
  void anOutputThatIsNotOneNumberForEachRowIsRefused() {
    String mean =
        writer.node("ReduceMean", List.of(writer.input()), "mean", Attribute.ofInts("axes", 0, 1));
    writer.finish(mean, CALIBRATION);
    assertEquals("runtime", ruleOf(with(writer.toBytes(), 0)));
  }

  @Test
  void aGraphThatNeedsTooMuchMemoryIsRefusedBeforeItRuns() {
    String value = writer.input();
    for (int i = 0; i < 40; i++) {
      value = writer.node("Concat", List.of(value, value), "wide" + i, Attribute.ofInt("axis", 1));
    }
    writer.finish(
        writer.node("ReduceMean", List.of(value), "mean", Attribute.ofInts("axes", 1)),
        CALIBRATION);
    assertEquals("cost", ruleOf(with(writer.toBytes(), 0)));
  }
}
