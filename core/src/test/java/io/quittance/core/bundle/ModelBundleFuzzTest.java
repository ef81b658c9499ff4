package io.quittance.core.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.Fuzzed;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.effect.SampleEffects;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.text.Json;
import io.quittance.core.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

/// A bundle that somebody uploads. An input is a zip file as it comes, or, since chance rarely
/// finds a check sum, the parts of one with lines between them: these are packed with hashes that
/// fit, as a hostile trainer would pack them.
final class ModelBundleFuzzTest {

  private static final String LINE = "\n----\n";
  private static final List<String> NAMES =
      List.of(
          "manifest.json",
          "model.onnx",
          "reference.json",
          "card.md",
          "golden.json",
          "background.json",
          "effects.json",
          "effects.onnx");

  /// Parts that a bundle may lack.
  private static final int OPTIONAL = 3;

  private static final LearntEffects EFFECTS = SampleEffects.of(_ -> 0.3, 0.4);

  static Stream<byte[]> bundles() {
    ModelBundle bundle = bundle();
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    parts.writeBytes(bundle.manifest().toJson());
    for (byte[] part :
        List.of(
            bundle.onnx(),
            bundle.reference().toJson(),
            bundle.card().getBytes(StandardCharsets.UTF_8),
            bundle.goldenRows().toJson(),
            new BackgroundRows(new float[][] {{1, 2}, {3, Float.NaN}}).toJson(),
            EffectsPart.of(EFFECTS).toJson(),
            EffectsPart.onnx(EFFECTS))) {
      parts.writeBytes(LINE.getBytes(StandardCharsets.UTF_8));
      parts.writeBytes(part);
    }
    String text = parts.toString(StandardCharsets.ISO_8859_1);
    return Stream.concat(
        Stream.of(bundle.write()),
        Stream.of(
                text,
                text.replaceFirst("\\{\"name\":\"balance\",\"version\":2}", "null"),
                text.replace("0.78", "null"),
                text.replace("[\"call\",\"sms\"]", "[null]"),
                text.replaceFirst("\"features\":\\[\\[[^\\]]*]", "\"features\":[null"),
                text.replaceFirst("\"edges\":\\[[^\\]]*]", "\"edges\":null"),
                text.replaceFirst("\"covariance\":\\[[^\\]]*]", "\"covariance\":[null"),
                text.replaceFirst("\"factors\":\\[[^\\]]*]", "\"factors\":null"))
            .map(changed -> changed.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static ModelBundle bundle() {
    Instant time = Instant.parse("2026-03-01T00:00:00Z");
    SplittableRandom random = new SplittableRandom(1);
    TreeEnsemble ensemble = RandomForests.forest(random, 2, 1, 2, 1);
    Calibration calibration = new Calibration.Logistic(0.8f, 0.1f);
    FlatForest forest = FlatForest.compile(ensemble, calibration);
    float[][] rows = RandomForests.rows(random, 2, 3, 0.1);
    Manifest manifest =
        new Manifest(
            "payment-30d",
            null,
            new ModelInputs(
                List.of(new FeatureVersion("balance", 2), new FeatureVersion("channel", 1)),
                Map.of("channel", List.of("call", "sms"))),
            new Provenance(
                new TrainingRun("run-1", "trainer", time, 200, time, time),
                Sha256.hex(new byte[0]),
                time,
                "0.1.0",
                "xgboost 3.0.4"),
            "xgboost",
            calibration,
            ExplanationMethod.TREES,
            Map.of("auc", 0.78),
            Map.of());
    return new ModelBundle(
        manifest,
        OnnxForestWriter.write(ensemble, calibration),
        DriftReference.of(manifest.featureNames(), rows, new double[] {0.1, 0.2, 0.4}),
        "# payment-30d\n",
        GoldenRows.of(forest, rows));
  }

  @MethodSource("bundles")
  @DictionaryEntries({"null", "NaN", "[]", "{}", "[null]", "1e999", "TREES", "BACKGROUND", "----"})
  @FuzzTest
  void aBundleIsRefusedOrReadAndWrittenAlike(byte[] input) throws IOException {
    check(input);
    Optional<byte[]> packed = packed(input);
    if (packed.isPresent()) {
      check(packed.get());
    }
  }

  private static void check(byte[] zip) {
    byte[] written;
    try {
      ModelBundle bundle =
          Fuzzed.bounded(zip, 4L * ModelBundle.MAX_BYTES, () -> ModelBundle.read(zip));
      written = bundle.write();
      bundle.load();
    } catch (ModelRefusedException _) {
      return;
    }

    assertArrayEquals(written, ModelBundle.read(written).write());
  }

  private static Optional<byte[]> packed(byte[] input) throws IOException {
    String[] parts = new String(input, StandardCharsets.ISO_8859_1).split(LINE, NAMES.size());
    if (parts.length < NAMES.size() - OPTIONAL
        || !(tree(parts[0]) instanceof ObjectNode manifest)) {
      return Optional.empty();
    }
    ObjectNode hashes = manifest.putObject("parts");
    for (int i = 1; i < parts.length; i++) {
      hashes.put(NAMES.get(i), Sha256.hex(parts[i].getBytes(StandardCharsets.ISO_8859_1)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < parts.length; i++) {
        out.putNextEntry(new ZipEntry(NAMES.get(i)));
        out.write(i == 0 ? Json.bytes(manifest) : parts[i].getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return Optional.of(bytes.toByteArray());
  }

  private static JsonNode tree(String manifest) {
    try {
      return Json.read(manifest);
    } catch (IOException _) {
      return Json.object().nullNode();
    }
  }
}
