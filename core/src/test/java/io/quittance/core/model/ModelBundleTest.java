package io.quittance.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

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
            List.of(
                new FeatureVersion("days_past_due", 1),
                new FeatureVersion("balance", 2),
                new FeatureVersion("action_channel", 1)),
            new TrainingRun("run-1", "trainer", TIME, 200, TIME, TIME),
            Sha256.hex("data".getBytes(StandardCharsets.UTF_8)),
            Map.of("auc", 0.78, "ks", 0.43),
            calibration,
            Map.of(),
            TIME,
            "0.1.0",
            "xgboost 3.0.4",
            "xgboost",
            ExplanationMethod.TREES,
            Map.of());
    return new ModelBundle(
        manifest,
        OnnxForestWriter.write(ensemble, calibration),
        Reference.of(manifest.featureNames(), rows, probabilities),
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
    assertEquals(3, read.manifest().withVersion(3).version());
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
    List<Part> parts = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bundle().write()));
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
