package io.quittance.registry.gate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.bundle.GoldenRows;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.text.Sha256;
import io.quittance.registry.Refusal;
import io.quittance.registry.TestBundles;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleCheckTest {

  private static final BundleCheck.Claim CLAIM =
      new BundleCheck.Claim(TestBundles.MODEL, TestBundles.RUN, TestBundles.DATA);

  @Test
  void aValidBundlePasses() {
    assertDoesNotThrow(() -> BundleCheck.verify(TestBundles.valid(1), CLAIM));
  }

  @Test
  void aGraphWithoutAForestPassesOnItsStructure() {
    assertDoesNotThrow(() -> BundleCheck.verify(TestBundles.linear(), CLAIM));
  }

  @Test
  void noSingleFlippedBitOfThePayloadGoesUnnoticed() {
    byte[] bundle = TestBundles.valid(2);
    Random random = new Random(20261122);
    byte[] onnx = ModelBundle.read(bundle).onnx();
    int start = indexOf(bundle, onnx);
    for (int i = 0; i < 200; i++) {
      byte[] poisoned = bundle.clone();
      int at = start + random.nextInt(onnx.length);
      poisoned[at] ^= (byte) (1 << random.nextInt(8));
      assertThrows(Refusal.class, () -> BundleCheck.verify(poisoned, CLAIM), "byte " + at);
    }
  }

  @Test
  void aForestThatDoesNotGiveItsGoldenRowsIsRefused() {
    ModelBundle honest = ModelBundle.read(TestBundles.valid(3));
    double[] margins = honest.goldenRows().margins().clone();
    margins[0] += 0.01;
    byte[] poisoned =
        new ModelBundle(
                honest.manifest(),
                honest.onnx(),
                honest.reference(),
                honest.card(),
                new GoldenRows(
                    honest.goldenRows().features(), margins, honest.goldenRows().probabilities()))
            .write();

    assertRefused("model-refused", "golden-rows", poisoned, CLAIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gender", "age", "race", "marital_status"})
  void protectedFeaturesAreRefused(String feature) {
    byte[] bundle = TestBundles.of(TestBundles.MODEL, 4, "balance", feature);

    assertRefused("features-refused", "protected-feature", bundle, CLAIM);
  }

  @Test
  void unknownFeaturesAreRefused() {
    byte[] bundle = TestBundles.of(TestBundles.MODEL, 5, "balance", "shoe_size");

    assertRefused("features-refused", "unknown-feature", bundle, CLAIM);
  }

  @Test
  void theManifestMustTellTheSameLineage() {
    byte[] bundle = TestBundles.valid(6);
    String other = Sha256.hex("other".getBytes(StandardCharsets.UTF_8));

    assertRefused(
        "model-refused",
        "name",
        bundle,
        new BundleCheck.Claim("other", TestBundles.RUN, TestBundles.DATA));
    assertRefused(
        "model-refused",
        "run-id",
        bundle,
        new BundleCheck.Claim(TestBundles.MODEL, "run-2", TestBundles.DATA));
    assertRefused(
        "model-refused",
        "data-sha256",
        bundle,
        new BundleCheck.Claim(TestBundles.MODEL, TestBundles.RUN, other));
  }

  @Test
  void whatIsNoBundleIsRefused() {
    byte[] text = "not a zip".getBytes(StandardCharsets.UTF_8);

    Refusal refusal = assertThrows(Refusal.class, () -> BundleCheck.verify(text, CLAIM));

    assertEquals("model-refused", refusal.slug());
  }

  private static void assertRefused(
      String slug, String rule, byte[] bundle, BundleCheck.Claim claim) {
    Refusal refusal = assertThrows(Refusal.class, () -> BundleCheck.verify(bundle, claim));
    assertEquals(slug, refusal.slug());
    assertEquals(rule, refusal.facts().get("rule"));
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }
}
