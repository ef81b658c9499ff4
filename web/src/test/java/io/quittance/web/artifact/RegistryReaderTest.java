package io.quittance.web.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.signature.SigningKeys;
import io.quittance.core.text.Sha256;
import io.quittance.web.artifact.DownloadFailedException.Reason;
import io.quittance.web.artifact.RegistryReader.ChampionRef;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RegistryReaderTest {

  private static RegistryReader reader(FileServer server, String path) {
    Timeouts timeouts =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));
    return new RegistryReader(
        URI.create(server.address() + path),
        new ArtifactClient(() -> "token", timeouts, Optional.empty()));
  }

  private static FileServer.Answer json(int status, String body) {
    return FileServer.bytes(status, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theConnectionHasDefaults() {
    RegistryConnection connection =
        new SmallRyeConfigBuilder()
            .withMapping(RegistryConnection.class)
            .build()
            .getConfigMapping(RegistryConnection.class);

    assertEquals(URI.create("http://localhost:8084"), connection.url());
    assertEquals(Duration.ofSeconds(2), connection.connectTimeout());
    assertEquals(Duration.ofSeconds(10), connection.timeout());
    assertEquals(Duration.ofMinutes(2), connection.downloadTimeout());
    assertEquals(
        new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(2)),
        connection.timeouts());
  }

  @Test
  void anArtefactIsReadByItsDigestBelowTheBaseAddress() throws Exception {
    byte[] bundle = {1, 2, 3};
    try (FileServer server = new FileServer(FileServer.bytes(200, bundle));
        RegistryReader reader = reader(server, "/behind/a/proxy/")) {
      assertArrayEquals(bundle, reader.artifact(Sha256.hex(bundle), 3));
      assertEquals(
          "/behind/a/proxy/v1/artifacts/" + Sha256.hex(bundle),
          server.requests().getFirst().path());
    }
  }

  @Test
  void whatIsNoDigestIsRefusedWithoutAsking() {
    try (FileServer server = new FileServer(FileServer.bytes(200, new byte[] {1}));
        RegistryReader reader = reader(server, "")) {
      var failure =
          assertThrows(DownloadFailedException.class, () -> reader.artifact("../../x", 10));

      assertEquals(Reason.REFUSED, failure.reason());
      assertTrue(server.requests().isEmpty());
    }
  }

  @Test
  void theChampionIsReadWithItsDigest() throws Exception {
    String digest = "ab".repeat(32);
    String answer =
        """
        {"version": 7, "artifactSha256": "%s", "since": "2026-01-01T00:00:00Z"}"""
            .formatted(digest);
    try (FileServer server = new FileServer(json(200, answer));
        RegistryReader reader = reader(server, "")) {
      assertEquals(Optional.of(new ChampionRef(7, digest)), reader.champion("pay 30/d"));
      assertEquals("/v1/models/pay%2030%2Fd/champion", server.requests().getFirst().path());
    }
  }

  @Test
  void aModelWithoutAChampionHasNone() throws Exception {
    for (String slug : new String[] {"no-champion", "model-not-found"}) {
      String problem = "{\"type\": \"urn:quittance:problem:" + slug + "\"}";
      try (FileServer server = new FileServer(json(404, problem));
          RegistryReader reader = reader(server, "")) {
        assertEquals(Optional.empty(), reader.champion("payment-30d"), slug);
      }
    }
  }

  @Test
  void theLifecycleIsReadAsTheTopicSaysIt() throws Exception {
    ModelLifecycleChanged snapshot =
        new ModelLifecycleChanged(
            "acme",
            "payment-30d",
            4,
            Instant.EPOCH,
            Map.of(Alias.CHAMPION, new VersionRef(7, "ab".repeat(32))),
            9L);
    DsseEnvelope signed = LifecycleSignature.sign(snapshot, SigningKeys.newPair());
    try (FileServer server = new FileServer(FileServer.bytes(200, signed.write()));
        RegistryReader reader = reader(server, "")) {
      assertEquals(Optional.of(signed), reader.lifecycle("payment-30d"));
      assertEquals(
          "/v1/models/payment-30d/lifecycle/envelope", server.requests().getFirst().path());
    }
  }

  @Test
  void whatIsNoLifecycleIsAFailureAndAModelThatDoesNotExistHasNone() throws Exception {
    try (FileServer server = new FileServer(json(200, "{\"tenant\": \"acme\"}"));
        RegistryReader reader = reader(server, "")) {
      assertThrows(DownloadFailedException.class, () -> reader.lifecycle("payment-30d"));
    }
    String problem = "{\"type\": \"urn:quittance:problem:model-not-found\"}";
    try (FileServer server = new FileServer(json(404, problem));
        RegistryReader reader = reader(server, "")) {
      assertEquals(Optional.empty(), reader.lifecycle("payment-30d"));
    }
  }

  @Test
  void anyOtherRefusalIsAFailure() {
    try (FileServer server = new FileServer(json(404, "{\"type\": \"about:blank\"}"));
        RegistryReader reader = reader(server, "")) {
      var failure =
          assertThrows(DownloadFailedException.class, () -> reader.champion("payment-30d"));

      assertEquals(Reason.NOT_FOUND, failure.reason());
    }
  }

  @Test
  void anAnswerThatIsNoVersionIsAFailure() {
    for (String answer :
        new String[] {
          "<html>",
          "[]",
          "{\"version\": 7}",
          "{\"version\": 0, \"artifactSha256\": \"" + "ab".repeat(32) + "\"}",
          "{\"version\": 7, \"artifactSha256\": \"../x\"}"
        }) {
      try (FileServer server = new FileServer(json(200, answer));
          RegistryReader reader = reader(server, "")) {
        var failure =
            assertThrows(
                DownloadFailedException.class, () -> reader.champion("payment-30d"), answer);

        assertEquals(Reason.UNREADABLE, failure.reason());
        assertEquals(
            "registry answered /v1/models/payment-30d/champion with something other than a version",
            failure.getMessage());
      }
    }
  }
}
