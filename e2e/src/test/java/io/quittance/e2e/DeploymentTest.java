package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Renders the manifests, validates them strictly and compares them with the services' own
/// configuration.
class DeploymentTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern ALERT_NAME = Pattern.compile("alertname=\"(\\w+)\"");
  private static final List<String> SERVICES =
      List.of("scoring", "feedback", "retraining", "registry");

  @BeforeAll
  static void prepareStrictModels() {
    // The client's Gson, which its validators need
    new JSON();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void everyManifestOfAnOverlayIsValid(String overlay) throws IOException {
    List<JsonNode> manifests = rendered(overlay);

    assertTrue(manifests.size() >= 16, overlay + " renders " + manifests.size() + " manifests");
    for (JsonNode manifest : manifests) {
      if (!manifest.path("kind").asText().equals("ScaledObject")) {
        validate(manifest);
      }
    }
  }

  @Test
  void aMisspeltFieldIsRejected() throws IOException {
    JsonNode deployment = first(rendered("dev"), "Deployment", "scoring");
    String misspelt = deployment.toString().replace("readinessProbe", "readynessProbe");

    assertThrows(
        IllegalArgumentException.class,
        () -> V1Deployment.validateJsonElement(JsonParser.parseString(misspelt)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void scaledObjectsFollowTheirSchema(String overlay) throws IOException {
    List<JsonNode> scaled =
        rendered(overlay).stream()
            .filter(m -> m.path("kind").asText().equals("ScaledObject"))
            .toList();
    assertEquals(2, scaled.size());

    Project.Output checked = Project.nodeCheck("keda", scaled.toString());

    assertEquals(0, checked.status(), checked.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void dataThatMustSurviveLiesOnAClaimOfTheOnlyPod(String overlay) throws IOException {
    List<JsonNode> manifests = rendered(overlay);
    List<String> claimed = new ArrayList<>();

    for (String service : SERVICES) {
      JsonNode spec = first(manifests, "Deployment", service).path("spec");
      for (JsonNode volume : spec.at("/template/spec/volumes")) {
        String claim = volume.at("/persistentVolumeClaim/claimName").asText();
        if (!claim.isEmpty()) {
          claimed.add(service);
          assertEquals(
              "ReadWriteOnce",
              first(manifests, "PersistentVolumeClaim", claim).at("/spec/accessModes/0").asText());
          assertEquals(1, spec.path("replicas").asInt(), service);
          // two pods at once, even for a moment, would wait for each other's volume
          assertEquals("Recreate", spec.at("/strategy/type").asText(), service);
          assertFalse(scales(manifests, service), service);
        }
      }
    }

    // artefacts, and the data sets and searches of unfinished jobs
    assertEquals(List.of("retraining", "registry"), claimed);
  }

  private static boolean scales(List<JsonNode> manifests, String service) {
    return manifests.stream()
        .filter(m -> m.path("kind").asText().equals("ScaledObject"))
        .anyMatch(m -> m.at("/spec/scaleTargetRef/name").asText().equals(service));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scoring", "feedback", "retraining", "registry"})
  void portsAndProbesMatchTheServicesConfiguration(String service) throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            Project.read("web/src/main/resources/META-INF/microprofile-config.properties")));
    properties.load(
        new StringReader(Project.read(service + "/src/main/resources/application.properties")));
    int http = Integer.parseInt(properties.getProperty("quarkus.http.port"));
    int management = Integer.parseInt(properties.getProperty("quarkus.management.port"));

    JsonNode container =
        first(rendered("prod"), "Deployment", service).at("/spec/template/spec/containers/0");

    assertEquals(http, port(container, "http"));
    assertEquals(management, port(container, "management"));
    assertEquals("true", properties.getProperty("quarkus.management.enabled"));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertEquals("management", container.at("/" + probe + "/httpGet/port").asText(), probe);
      assertTrue(
          List.of("/q/health/started", "/q/health/live", "/q/health/ready")
              .contains(container.at("/" + probe + "/httpGet/path").asText()),
          probe);
    }
    JsonNode compose = YAML.readTree(Project.read("deploy/compose/compose.yaml"));
    assertEquals(http + ":" + http, compose.at("/services/" + service + "/ports/0").asText());
    assertTrue(
        compose
            .at("/services/" + service + "/healthcheck/test/1")
            .asText()
            .contains("localhost:" + management + "/q/health/ready"));
  }

  /// Without it tables grow without end.
  @ParameterizedTest
  @ValueSource(strings = {"scoring", "feedback"})
  void servicesDropWhatIsOlderThanTrainingNeeds(String service) throws IOException {
    JsonNode container =
        first(rendered("prod"), "Deployment", service).at("/spec/template/spec/containers/0");
    assertEquals("quittance", container.at("/envFrom/0/configMapRef/name").asText());

    String keep =
        first(rendered("prod"), "ConfigMap", "quittance")
            .at("/data/QUITTANCE_RETENTION_KEEP")
            .asText();

    assertTrue(keep.matches("\\d+d"), keep);
    int days = Integer.parseInt(keep.substring(0, keep.length() - 1));
    assertTrue(days >= 365 + 30, keep);
  }

  /// Nobody else can say which model serves, and no key lies in the repository.
  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void theRegistryAloneHoldsTheKeyOfLifecycleSnapshots(String overlay) throws IOException {
    List<JsonNode> manifests = rendered(overlay);
    JsonNode compose = YAML.readTree(Project.read("deploy/compose/compose.yaml"));
    for (String service : SERVICES) {
      boolean signs = service.equals("registry");
      boolean reads = !service.equals("retraining");
      JsonNode pod = first(manifests, "Deployment", service).at("/spec/template/spec");
      String environment = pod.at("/containers/0/env").toString();
      assertEquals(signs, pod.path("volumes").findValuesAsText("secretName").size() == 1, service);
      assertEquals(signs, environment.contains("QUITTANCE_LIFECYCLE_SIGNING_KEY"), service);
      assertEquals(reads, environment.contains("QUITTANCE_LIFECYCLE_TRUSTED_KEYS"), service);
      JsonNode composed = compose.at("/services/" + service);
      assertEquals(signs, composed.path("volumes").toString().contains("lifecycle-key:"), service);
      assertEquals(
          reads, composed.path("environment").has("QUITTANCE_LIFECYCLE_TRUSTED_KEYS"), service);
    }
    manifests.stream()
        .filter(manifest -> manifest.path("kind").asText().equals("Secret"))
        .forEach(secret -> assertFalse(secret.toString().contains("lifecycle")));
  }

  @Test
  void scalingUsesTheTopicsAndGroupsThatTheServicesRead() throws IOException {
    Map<String, List<String>> topics =
        Map.of(
            "scoring", List.of("account-events", "outcomes"),
            "feedback", List.of("decisions", "outcomes"));

    for (String service : topics.keySet()) {
      List<String> scaledOn = new ArrayList<>();
      JsonNode scaled = first(rendered("prod"), "ScaledObject", service);
      for (JsonNode trigger : scaled.at("/spec/triggers")) {
        assertEquals(service, trigger.at("/metadata/consumerGroup").asText());
        scaledOn.add(trigger.at("/metadata/topic").asText());
      }
      assertEquals(topics.get(service), scaledOn);
      assertTrue(
          Project.read(service + "/src/main/resources/application.properties")
              .contains("group.id=" + service));
    }
  }

  @Test
  void composeIsValid() {
    List<String> compose =
        Project.has("docker-compose") ? List.of("docker-compose") : List.of("docker", "compose");
    assumeTrue(
        Project.has(compose.getFirst()), "skipped: needs docker-compose (Debian: docker-compose)");
    List<String> command = new ArrayList<>(compose);
    command.addAll(List.of("-f", "compose.yaml", "config"));

    Project.Output output = Project.run(Project.root().resolve("deploy/compose"), "", command);

    assertEquals(0, output.status(), output.text());
    for (String service : SERVICES) {
      assertTrue(output.text().contains("quittance/" + service + ":"), service);
    }
  }

  @Test
  void alertRulesAndScrapesAreValid() {
    assumeTrue(Project.has("promtool"), "skipped: needs promtool (Debian: prometheus)");
    Path directory = Project.root().resolve("deploy/compose/prometheus");

    Project.Output output =
        Project.run(directory, "", List.of("promtool", "check", "config", "prometheus.yml"));

    assertEquals(0, output.status(), output.text());
    assertFalse(output.text().contains("FAILED"), output.text());
  }

  @Test
  void everyAlertFiresWhereItShouldAndNowhereElse() throws IOException {
    assumeTrue(Project.has("promtool"), "skipped: needs promtool (Debian: prometheus)");
    Path directory = Project.root().resolve("e2e/src/test/resources/prometheus");

    Project.Output output =
        Project.run(directory, "", List.of("promtool", "test", "rules", "alerts-test.yml"));

    assertEquals(0, output.status(), output.text());
    Set<String> alerts = new TreeSet<>();
    YAML.readTree(Project.read("deploy/compose/prometheus/alerts.yml"))
        .findValues("alert")
        .forEach(alert -> alerts.add(alert.asText()));
    Set<String> seenToFire = new TreeSet<>();
    for (JsonNode sample :
        YAML.readTree(Project.read("e2e/src/test/resources/prometheus/alerts-test.yml"))
            .findValues("labels")) {
      Matcher name = ALERT_NAME.matcher(sample.asText());
      assertTrue(name.find(), sample.asText());
      seenToFire.add(name.group(1));
    }
    assertEquals(alerts, seenToFire);
  }

  private static List<JsonNode> rendered(String overlay) throws IOException {
    assumeTrue(Project.has("kubectl"), "skipped: needs kubectl (to render with kustomize)");
    Project.Output output =
        Project.run(
            Project.root(), "", List.of("kubectl", "kustomize", "deploy/k8s/overlays/" + overlay));
    assertEquals(0, output.status(), output.text());
    List<JsonNode> manifests = new ArrayList<>();
    YAML.readerFor(JsonNode.class)
        .<JsonNode>readValues(output.text())
        .forEachRemaining(manifests::add);
    return manifests;
  }

  private static JsonNode first(List<JsonNode> manifests, String kind, String name) {
    return manifests.stream()
        .filter(m -> m.path("kind").asText().equals(kind))
        .filter(m -> m.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  private static int port(JsonNode container, String name) {
    for (JsonNode port : container.path("ports")) {
      if (port.path("name").asText().equals(name)) {
        return port.path("containerPort").asInt();
      }
    }
    throw new AssertionError("no port " + name);
  }

  private static void validate(JsonNode manifest) throws IOException {
    JsonElement json = JsonParser.parseString(manifest.toString());
    switch (manifest.path("kind").asText()) {
      case "ConfigMap" -> V1ConfigMap.validateJsonElement(json);
      case "Deployment" -> V1Deployment.validateJsonElement(json);
      case "Namespace" -> V1Namespace.validateJsonElement(json);
      case "PersistentVolumeClaim" -> V1PersistentVolumeClaim.validateJsonElement(json);
      case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
      case "Secret" -> V1Secret.validateJsonElement(json);
      case "Service" -> V1Service.validateJsonElement(json);
      case "ServiceAccount" -> V1ServiceAccount.validateJsonElement(json);
      case String other -> throw new AssertionError("no validator for manifests of kind " + other);
    }
  }
}
