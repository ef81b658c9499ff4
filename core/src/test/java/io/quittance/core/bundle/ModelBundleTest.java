package io.quittance.core.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.SampleEffects;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.text.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelBundleTest {

  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

  private static ModelBundle bundle() {
    SplittableRandom random = new SplittableRandom(1);
    TreeEnsemble ensemble = RandomForests.forest(random, 3, 10, 4, 0.9);
    Calibration calibration = new Calibration.Logistic(0.8f, 0.1f);
    FlatForest forest = FlatForest.compile(ensemble, calibration);
    float[][] rows = RandomForests.rows(random, 3, 200, 0.1);
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] = forest.probability(forest.margin(rows[i]));
    }
    Manifest manifest =
        new Manifest(
            "payment-30d",
            null,
            new ModelInputs(
                List.of(
                    new FeatureVersion("days_past_due", 1),
                    new FeatureVersion("balance", 2),
                    new FeatureVersion("action_channel", 1)),
                Map.of()),
            new Provenance(
                new TrainingRun("run-1", "trainer", TIME, 200, TIME, TIME),
                Sha256.hex("data".getBytes(StandardCharsets.UTF_8)),
                TIME,
                "0.1.0",
                "xgboost 3.0.4"),
            "xgboost",
            calibration,
            ExplanationMethod.TREES,
            Map.of("auc", 0.78, "ks", 0.43),
            Map.of());
    return new ModelBundle(
        manifest,
        OnnxForestWriter.write(ensemble, calibration),
        DriftReference.of(manifest.featureNames(), rows, probabilities),
        "# payment-30d\n",
        GoldenRows.of(forest, Arrays.copyOf(rows, 20)));
  }

  @Test
  void readsWhatItWroteAndWritesTheSameBytes() {
    byte[] zip = bundle().write();

    ModelBundle read = ModelBundle.read(zip);

    assertEquals("payment-30d", read.manifest().name());
    assertEquals(null, read.manifest().version());
    assertEquals(4, read.manifest().parts().size());
    assertEquals("# payment-30d\n", read.card());
    assertTrue(read.load().forest().isPresent());
    assertArrayEquals(zip, read.write());
    assertArrayEquals(zip, bundle().write());
  }

  @Test
  void carriesWhatTreatmentsAreWorth() {
    byte[] zip = bundle().withEffects(SampleEffects.of(_ -> 0.3, 0.4)).write();

    ModelBundle read = ModelBundle.read(zip);

    assertEquals(6, read.manifest().parts().size());
    assertTrue(read.effects().isPresent());
    assertArrayEquals(zip, read.write());
  }

  @Test
  void refusesEffectsWithoutTheirBase() {
    ModelBundle bundle = bundle().withEffects(SampleEffects.of(_ -> 0.3, 0.4));

    assertEquals(
        "part-hash",
        ruleAfter(bundle, entries -> entries.removeIf(e -> e.name.equals("effects.onnx"))));
  }

  @Test
  void refusesAnAlteredPart() {
    assertEquals(
        "part-hash",
        ruleAfter(
            entries ->
                entries.replaceAll(
                    e -> e.name.equals("card.md") ? new Part("card.md", new byte[] {'x'}) : e)));
  }

  @Test
  void refusesEntriesThatAreAbsentUnknownRepeatedOrElsewhere() {
    assertEquals(
        "part-hash", ruleAfter(entries -> entries.removeIf(e -> e.name.equals("card.md"))));
    assertEquals(
        "part-missing",
        ruleAfter(entries -> entries.removeIf(e -> e.name.equals("manifest.json"))));
    assertEquals(
        "part-name", ruleAfter(entries -> entries.add(new Part("../card.md", new byte[1]))));
    assertEquals("part-name", ruleAfter(entries -> entries.add(new Part("a/", new byte[0]))));
    assertEquals("part-missing", rule(new byte[] {1, 2, 3}));
  }

  @Test
  void refusesAPartThatComesTwice() throws IOException {
    byte[] zip = bundle().write();
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(zip, 0, endOfLocalEntries(zip));
    twice.write(zip);

    assertEquals("part-duplicate", rule(twice.toByteArray()));
  }

  private static int endOfLocalEntries(byte[] zip) {
    for (int i = 0; i + 3 < zip.length; i++) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        return i;
      }
    }
    throw new AssertionError("no central directory");
  }

  @Test
  void refusesAPartThatUnpacksToTooMuch() {
    assertEquals(
        "size",
        ruleAfter(
            entries ->
                entries.replaceAll(
                    e ->
                        e.name.equals("card.md")
                            ? new Part("card.md", new byte[(1 << 20) + 1])
                            : e)));
  }

  @Test
  void refusesAModelThatScoresOtherwiseThanItsGoldenRows() {
    ModelBundle good = bundle();
    GoldenRows golden = good.goldenRows();
    double[] margins = golden.margins().clone();
    margins[7] += 0.01;
    ModelBundle bad =
        new ModelBundle(
            good.manifest(),
            good.onnx(),
            good.reference(),
            good.card(),
            new GoldenRows(golden.features(), margins, golden.probabilities()));

    ModelBundle read = ModelBundle.read(bad.write());

    assertEquals("golden-rows", assertThrows(ModelRefusedException.class, read::load).rule());
  }

  private static Manifest manifest(
      ExplanationMethod explanation, Map<String, List<String>> categories) {
    Manifest forest = bundle().manifest();
    return new Manifest(
        forest.name(),
        null,
        new ModelInputs(forest.inputs().featureSchema(), categories),
        new Provenance(
            forest.provenance().trainingRun(),
            forest.provenance().dataSha256(),
            forest.provenance().createdAt(),
            forest.provenance().quittanceVersion(),
            "none"),
        "logistic-regression",
        forest.calibration(),
        explanation,
        forest.metrics(),
        Map.of());
  }

  /// A linear model over three raw columns.
  private static ModelBundle linear(Manifest manifest, @Nullable BackgroundRows background) {
    OnnxGraphWriter graph = new OnnxGraphWriter("linear", 3);
    graph.constant("weights", new long[] {3, 1}, 1, -2, 0.5f);
    graph.constant("bias", new long[] {1}, 0.25f);
    graph.finish(
        graph.node("Gemm", List.of(graph.input(), "weights", "bias"), "sum"),
        manifest.calibration());
    ModelBundle forest = bundle();
    return new ModelBundle(
        manifest,
        graph.toBytes(),
        forest.reference(),
        forest.card(),
        forest.goldenRows(),
        Optional.ofNullable(background));
  }

  @Test
  void aGraphThatIsNoForestCarriesItsBackgroundAndCategories() {
    Map<String, List<String>> categories =
        Map.of("action_channel", List.of("sms", "email", "call"));
    BackgroundRows background = new BackgroundRows(new float[][] {{1, 2, Float.NaN}, {4, 5, 2}});
    byte[] zip = linear(manifest(ExplanationMethod.ADDITIVE, categories), background).write();

    ModelBundle read = ModelBundle.read(zip);

    assertTrue(read.load().forest().isEmpty());
    assertArrayEquals(background.rows(), read.background().orElseThrow().rows());
    assertEquals(categories, read.manifest().inputs().categories());
    assertEquals(ExplanationMethod.ADDITIVE, read.manifest().explanation());
    assertEquals("logistic-regression", read.manifest().family());
    assertArrayEquals(zip, read.write());
  }

  @Test
  void refusesABackgroundThatIsAbsentOrOfOtherFeatures() {
    BackgroundRows narrow = new BackgroundRows(new float[][] {{1, 2}});
    ModelBundle bundle = linear(manifest(ExplanationMethod.SAMPLED, Map.of()), narrow);

    assertEquals("background", refusal(() -> bundle.load()));
    assertEquals(
        "background", refusal(() -> linear(manifest(ExplanationMethod.SAMPLED, Map.of()), null)));
    assertEquals("background", refusal(() -> new BackgroundRows(new float[0][])));
    assertEquals("background", refusal(() -> new BackgroundRows(new float[201][3])));
    assertEquals("background", refusal(() -> new BackgroundRows(new float[][] {{1}, {1, 2}})));
    assertEquals(
        "background", refusal(() -> new BackgroundRows(new float[][] {{Float.POSITIVE_INFINITY}})));
    assertEquals(
        "background",
        refusal(
            () -> BackgroundRows.fromJson("{\"rows\":[null]}".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void refusesTreesAsTheExplanationOfWhatHasNone() {
    ModelBundle bundle = linear(manifest(ExplanationMethod.TREES, Map.of()), null);

    assertEquals("explanation", refusal(() -> bundle.load()));
  }

  @Test
  void refusesCategoriesOfNoFeatureOrNamedTwice() {
    assertEquals(
        "categories",
        refusal(() -> manifest(ExplanationMethod.TREES, Map.of("shoe_size", List.of("42")))));
    assertEquals(
        "categories",
        refusal(() -> manifest(ExplanationMethod.TREES, Map.of("balance", List.of("a", "a")))));
  }

  private static String refusal(Executable executable) {
    return assertThrows(ModelRefusedException.class, executable).rule();
  }

  @Test
  void refusesAManifestThatCalibratesOtherwise() {
    ModelBundle good = bundle();
    Manifest other = manifest(ExplanationMethod.TREES, Map.of());
    String json =
        new String(other.toJson(), StandardCharsets.UTF_8)
            .replaceFirst("\"slope\":[0-9.]+", "\"slope\":0.8001");
    ModelBundle bad =
        new ModelBundle(
            Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8)),
            good.onnx(),
            good.reference(),
            good.card(),
            good.goldenRows());

    assertEquals("calibration", refusal(() -> bad.load()));
  }

  @Test
  void refusesUnknownAndRepeatedKeysInTheManifest() {
    String json = new String(bundle().manifest().toJson(), StandardCharsets.UTF_8);

    assertEquals("manifest", manifestRule(json.replaceFirst("\\{", "{\"extra\":1,")));
    assertEquals("manifest", manifestRule(json.replaceFirst("\\{", "{\"name\":\"x\",")));
    assertEquals("manifest", manifestRule("{}"));
    assertEquals("manifest", manifestRule("null"));
    assertEquals(
        "calibration", manifestRule(json.replaceFirst("\"slope\":[0-9.]+", "\"slope\":-1")));
    assertNotNull(Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String manifestRule(String json) {
    return assertThrows(
            ModelRefusedException.class,
            () -> Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8)))
        .rule();
  }

  private static String rule(byte[] zip) {
    return assertThrows(ModelRefusedException.class, () -> ModelBundle.read(zip)).rule();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Part(String name, byte[] bytes) {}

  private static String ruleAfter(Consumer<List<Part>> harm) {
    return ruleAfter(bundle(), harm);
  }

  private static String ruleAfter(ModelBundle bundle, Consumer<List<Part>> harm) {
    List<Part> parts = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bundle.write()));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        parts.add(new Part(entry.getName(), in.readAllBytes()));
      }
      harm.accept(parts);
      for (Part part : parts) {
        out.putNextEntry(new ZipEntry(part.name));
        out.write(part.bytes);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rule(bytes.toByteArray());
  }
}
