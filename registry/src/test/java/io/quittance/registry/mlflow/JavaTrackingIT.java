package io.quittance.registry.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/// Tracking as MLflow's own Java client, unmodified, sees it.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource, made before each test
final class JavaTrackingIT {

  private static int tenants;

  QuittanceTestResource platform;
  private String tenant;
  private MlflowClient client;

  @BeforeEach
  void connect() {
    tenant = "java-" + ++tenants;
    client = client(tenant, "model-developer");
  }

  @AfterEach
  void close() {
    client.close();
  }

  private MlflowClient client(String ofTenant, String... roles) {
    String token = platform.tokenOf("somebody", ofTenant, roles);
    return new MlflowClient(
        new BasicMlflowHostCreds(RestAssured.baseURI + ":" + RestAssured.port, token));
  }

  @Test
  void theDefaultExperimentIsThereFromTheStart() {
    Experiment experiment = client.getExperiment("0");

    assertEquals("Default", experiment.getName());
    assertEquals("active", experiment.getLifecycleStage());
    assertEquals("mlflow-artifacts:/0", experiment.getArtifactLocation());
  }

  @Test
  void anExperimentIsCreatedRenamedTaggedDeletedAndRestored() {
    String id = client.createExperiment("payment");

    client.setExperimentTag(id, "team", "collections");
    client.renameExperiment(id, "payment in 30 days");
    client.deleteExperiment(id);
    Experiment deleted = client.getExperiment(id);
    client.restoreExperiment(id);

    assertEquals("deleted", deleted.getLifecycleStage());
    assertEquals("payment in 30 days", deleted.getName());
    assertEquals("collections", deleted.getTags(0).getValue());
    assertEquals("active", client.getExperiment(id).getLifecycleStage());
    assertEquals(Optional.empty(), client.getExperimentByName("payment"));
    assertEquals(
        id, client.getExperimentByName("payment in 30 days").orElseThrow().getExperimentId());
  }

  @Test
  void aNameThatIsTakenIsRefusedWithTheCodeThatClientsKnow() {
    client.createExperiment("twice");

    MlflowHttpException refused =
        assertThrows(MlflowHttpException.class, () -> client.createExperiment("twice"));

    assertEquals(400, refused.getStatusCode());
    assertTrue(refused.getBodyMessage().contains("RESOURCE_ALREADY_EXISTS"), refused::toString);
  }

  @Test
  void aRunHoldsWhatWasLogged() {
    String id = client.createRun(client.createExperiment("logged")).getRunId();

    client.logParam(id, "depth", "6");
    client.logMetric(id, "auc", 0.71, 1000, 1);
    client.logMetric(id, "auc", 0.74, 2000, 2);
    client.logMetric(id, "auc", 0.73, 3000, 1);
    client.setTag(id, "note", "first");
    client.setTag(id, "note", "second");
    client.setTag(id, "gone", "x");
    client.deleteTag(id, "gone");
    client.setTerminated(id);

    Run run = client.getRun(id);
    assertEquals(RunStatus.FINISHED, run.getInfo().getStatus());
    assertEquals("6", run.getData().getParams(0).getValue());
    assertEquals(0.74, run.getData().getMetrics(0).getValue(), "the point of the last step");
    assertEquals("second", tags(run).get("note"));
    assertEquals(false, tags(run).containsKey("gone"));
    assertEquals(
        List.of(0.71, 0.74, 0.73),
        client.getMetricHistory(id, "auc").stream().map(Metric::getValue).toList());
    assertEquals(List.of(), client.getMetricHistory(id, "unknown"));
  }

  @Test
  void aBatchIsLoggedWholeAndMaySendItsPointsAgain() {
    String id = client.createRun().getRunId();
    List<Metric> points =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    Metric.newBuilder()
                        .setKey("loss" + i % 4)
                        .setValue(1.0 / (1 + i))
                        .setTimestamp(i)
                        .setStep(i)
                        .build())
            .toList();
    List<Param> params =
        IntStream.range(0, 100)
            .mapToObj(i -> Param.newBuilder().setKey("p" + i).setValue("v".repeat(6000)).build())
            .toList();
    List<RunTag> tags = List.of(RunTag.newBuilder().setKey("k").setValue("ü€😀").build());

    client.logBatch(id, points, params, tags);
    client.logBatch(id, points, params, tags);

    Run run = client.getRun(id);
    assertEquals(250, client.getMetricHistory(id, "loss0").size());
    assertEquals(100, run.getData().getParamsCount());
    assertEquals("ü€😀", tags(run).get("k"));
    assertEquals(4, run.getData().getMetricsCount());
  }

  @Test
  void aParameterNeverChanges() {
    String id = client.createRun().getRunId();
    client.logParam(id, "depth", "6");
    client.logParam(id, "depth", "6");

    MlflowHttpException refused =
        assertThrows(MlflowHttpException.class, () -> client.logParam(id, "depth", "7"));

    assertEquals(400, refused.getStatusCode());
    assertTrue(refused.getBodyMessage().contains("depth"), refused::toString);
    assertEquals("6", client.getRun(id).getData().getParams(0).getValue());
  }

  @Test
  void valuesThatAreNoNumbersAreKept() {
    String id = client.createRun().getRunId();

    client.logMetric(id, "nan", Double.NaN);
    client.logMetric(id, "up", Double.POSITIVE_INFINITY);
    client.logMetric(id, "down", Double.NEGATIVE_INFINITY);

    Map<String, Double> values =
        client.getRun(id).getData().getMetricsList().stream()
            .collect(Collectors.toMap(Metric::getKey, Metric::getValue));
    assertEquals(
        Map.of("nan", Double.NaN, "up", Double.MAX_VALUE, "down", -Double.MAX_VALUE), values);
  }

  @Test
  void aDeletedRunTakesNothingUntilItIsRestored() {
    String experiment = client.createExperiment("deletions");
    String id = client.createRun(experiment).getRunId();
    client.deleteRun(id);

    MlflowHttpException refused =
        assertThrows(MlflowHttpException.class, () -> client.logMetric(id, "auc", 1));

    assertEquals(400, refused.getStatusCode());
    assertEquals(0, client.listRunInfos(experiment).size());
    client.restoreRun(id);
    client.logMetric(id, "auc", 1);
    assertEquals(1, client.listRunInfos(experiment).size());
  }

  @Test
  void runsAreFoundByWhatTheyHold() {
    String experiment = client.createExperiment("searches");
    for (int i = 0; i < 6; i++) {
      String id =
          client
              .createRun(
                  CreateRun.newBuilder()
                      .setExperimentId(experiment)
                      .setRunName("run " + i)
                      .setStartTime(1000 + i)
                      .build())
              .getRunId();
      client.logParam(id, "booster", i % 2 == 0 ? "gbtree" : "dart");
      client.logMetric(id, "au c", i / 10.0);
      if (i == 5) {
        client.setTag(id, "best", "yes");
        client.setTerminated(id, RunStatus.FAILED);
      }
    }

    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("", List.of("run 5", "run 4", "run 3", "run 2", "run 1", "run 0")),
            Map.entry("params.booster = 'gbtree'", List.of("run 4", "run 2", "run 0")),
            Map.entry("param.booster ILIKE 'D%'", List.of("run 5", "run 3", "run 1")),
            Map.entry("params.booster LIKE 'D%'", List.of()),
            Map.entry("metrics.`au c` >= 0.3", List.of("run 5", "run 4", "run 3")),
            Map.entry("metrics.\"au c\" > 0.2 and params.booster != 'dart'", List.of("run 4")),
            Map.entry("tags.best = 'yes'", List.of("run 5")),
            Map.entry("tags.best != 'yes'", List.of()),
            Map.entry("status = \"FAILED\"", List.of("run 5")),
            Map.entry("attributes.run_name IN ('run 1', 'run 2')", List.of("run 2", "run 1")),
            Map.entry("start_time < 1002", List.of("run 1", "run 0")),
            Map.entry("params.none = '1'", List.of()));

    expected.forEach((filter, names) -> assertEquals(names, names(experiment, filter), filter));
  }

  @Test
  void runsAreOrderedAndPaged() {
    String experiment = client.createExperiment("pages");
    for (int i = 0; i < 5; i++) {
      RunInfo run = client.createRun(experiment);
      client.setTag(run.getRunId(), "mlflow.runName", "r" + i);
      if (i != 3) {
        client.logMetric(run.getRunId(), "auc", (i * 7 % 5) / 10.0);
      }
    }

    RunsPage first =
        client.searchRuns(
            List.of(experiment), "", ViewType.ACTIVE_ONLY, 3, List.of("metrics.auc DESC"));

    assertEquals(List.of("r2", "r4", "r1"), names(first), "r3 has no such metric and comes last");
    assertTrue(first.hasNextPage());
    RunsPage last = (RunsPage) first.getNextPage();
    assertEquals(List.of("r0", "r3"), names(last));
    assertEquals(false, last.hasNextPage());
  }

  @Test
  void anotherTenantSeesNothing() {
    String experiment = client.createExperiment("mine");
    String id = client.createRun(experiment).getRunId();

    try (MlflowClient stranger = client(tenant + "-other", "model-developer")) {
      assertEquals(404, status(() -> stranger.getExperiment(experiment)));
      assertEquals(404, status(() -> stranger.getRun(id)));
      assertEquals(404, status(() -> stranger.logMetric(id, "auc", 1)));
      assertEquals(Optional.empty(), stranger.getExperimentByName("mine"));
      assertEquals(List.of(), stranger.listRunInfos(experiment));
    }
  }

  @Test
  void whoMayOnlyReadLogsNothing() {
    String id = client.createRun().getRunId();

    try (MlflowClient reader = client(tenant, "viewer")) {
      assertEquals(id, reader.getRun(id).getInfo().getRunId());
      assertEquals(403, status(() -> reader.logMetric(id, "auc", 1)));
    }
  }

  private static int status(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(MlflowHttpException.class, call).getStatusCode();
  }

  private static Map<String, String> tags(Run run) {
    return run.getData().getTagsList().stream()
        .collect(Collectors.toMap(RunTag::getKey, RunTag::getValue));
  }

  private List<String> names(String experiment, String filter) {
    return names(client.searchRuns(List.of(experiment), filter, ViewType.ACTIVE_ONLY, 100));
  }

  private static List<String> names(RunsPage page) {
    return page.getItems().stream().map(run -> run.getInfo().getRunName()).toList();
  }
}
