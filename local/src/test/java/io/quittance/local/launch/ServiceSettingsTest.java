package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.ProcessSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {

  private final Layout layout = new Layout(Path.of("/project"), Path.of("/data"));

  @Test
  void aServiceFindsTheOthersAndKeepsItsOwnDirectory() {
    Map<String, String> properties =
        new ServiceSettings(layout, new PortMap(10), Map.of()).properties(Part.RETRAINING);

    assertEquals("8093", properties.get("quarkus.http.port"));
    assertEquals("9093", properties.get("quarkus.management.port"));
    assertEquals("127.0.0.1:9102", properties.get("kafka.bootstrap.servers"));
    assertEquals("http://127.0.0.1:8094", properties.get("quittance.registry.url"));
    assertEquals("http://127.0.0.1:8092", properties.get("quittance.feedback.url"));
    assertEquals("http://127.0.0.1:8093", properties.get("quittance.retraining.url"));
    assertEquals(
        "http://localhost:8190/realms/quittance", properties.get("quarkus.oidc.auth-server-url"));
    assertEquals("/data/retraining", properties.get("quittance.data-dir"));
  }

  @Test
  void whatTheUserSetsWins() {
    Map<String, String> overrides = Map.of("quittance.data-dir", "/elsewhere");

    Map<String, String> properties =
        new ServiceSettings(layout, new PortMap(0), overrides).properties(Part.SCORING);

    assertEquals("/elsewhere", properties.get("quittance.data-dir"));
  }

  @Test
  void theRegistryAloneIsGivenTheKeyThatSigns() {
    ServiceSettings settings = new ServiceSettings(layout, new PortMap(0), Map.of());

    Part.services()
        .forEach(
            service -> {
              Map<String, String> properties = settings.properties(service);
              assertEquals(
                  "/data/keys/lifecycle-key.pub",
                  properties.get("quittance.lifecycle.trusted-keys"));
              assertEquals(
                  service == Part.REGISTRY ? "/data/keys/lifecycle-key.pem" : null,
                  properties.get("quittance.lifecycle.signing-key"));
            });
  }

  @Test
  void servicesAreSmallAndTrainingHasAProcessOfItsOwn(@TempDir Path data) {
    ServiceSettings settings =
        new ServiceSettings(new Layout(Path.of("/project"), data), new PortMap(0), Map.of());

    Part.services()
        .forEach(
            service -> {
              ProcessSpec process = settings.process(service);
              assertTrue(process.command().contains("-Xmx256m"), service + " " + process.command());
              assertEquals(
                  service == Part.RETRAINING,
                  process.command().contains("-Dquittance.trainer.heap=768m"));
              assertEquals("PASSIVE", process.environment().get("OMP_WAIT_POLICY"));
              assertEquals(
                  "/project/" + service.key() + "/target/quarkus-app/quarkus-run.jar",
                  process.command().getLast());
            });
  }
}
