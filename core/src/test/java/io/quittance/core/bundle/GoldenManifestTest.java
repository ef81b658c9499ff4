package io.quittance.core.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A manifest as release 0.1.0 wrote it. Its hash is part of a bundle's identity, so its bytes
/// never change.
final class GoldenManifestTest {

  private static String stored() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenManifestTest.class.getResourceAsStream("/golden/manifest.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aManifestOfBeforeIsReadAndWrittenByteForByte() throws IOException {
    String json = stored();
    Manifest manifest = Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8));

    assertEquals(json, new String(manifest.toJson(), StandardCharsets.UTF_8));
    assertEquals(7, manifest.version());
    assertEquals(List.of("days_past_due", "balance", "action_channel"), manifest.featureNames());
    assertEquals(
        Map.of("action_channel", List.of("no-contact", "letter", "email", "sms", "call")),
        manifest.inputs().categories());
    assertEquals("run-1", manifest.provenance().trainingRun().id());
    assertEquals("xgboost 3.0.4", manifest.provenance().framework());
    assertEquals(Instant.parse("2026-03-01T00:00:00Z"), manifest.provenance().createdAt());
    assertEquals(Map.of("auc", 0.78, "ks", 0.43), manifest.metrics());
  }
}
