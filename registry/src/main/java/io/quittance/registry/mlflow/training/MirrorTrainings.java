package io.quittance.registry.mlflow.training;

import io.quarkus.scheduler.Scheduled;
import io.quittance.registry.artifact.ArtifactStore;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.artifact.StoredFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Makes every version that was not registered through MLflow visible to its clients, within
/// seconds of its registration. A version is mirrored once, by whichever process comes first; all
/// of it in one transaction. Several processes do no harm: the rows have keys that follow from the
/// version.
@Singleton
class MirrorTrainings {

  private static final Logger LOG = Logger.getLogger(MirrorTrainings.class);
  private static final long WARN_AFTER_SECONDS = 120;

  private static final String WAITING =
      """
      select m.tenant, m.name, v.*, e.evidence_sha256, e.candidate_auc, e.champion_auc, e.delta_auc,
        e.delta_low, e.delta_high, e.log_loss_delta
      from registry.model_version v
      join registry.model m on m.id = v.model_id
      left join registry.evaluation e on e.id = v.evaluation_id
      where v.data_sha256 is not null and v.id <> all($1)
        and not exists (select 1 from registry.mlflow_version x
          where x.model_id = v.model_id and x.version = v.version)
      order by v.id limit 10
      """;

  private final Pool pool;
  private final ArtifactStore store;
  private final Clock clock;
  private final WorkerExecutor worker;
  private final Set<Long> unreadable = ConcurrentHashMap.newKeySet();

  MirrorTrainings(Pool pool, ArtifactStore store, Clock clock, Vertx vertx) {
    this.pool = pool;
    this.store = store;
    this.clock = clock;
    this.worker =
        vertx.createSharedWorkerExecutor(
            "registry-mirror", 1, WARN_AFTER_SECONDS, TimeUnit.SECONDS);
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> mirror() {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.of(unreadable.toArray(Long[]::new)))
        .map(rows -> Rows.list(rows, row -> row))
        .chain(
            waiting ->
                Multi.createFrom()
                    .iterable(waiting)
                    .onItem()
                    .transformToUniAndConcatenate(this::mirror)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> mirror(Row version) {
    return worker
        .executeBlocking(() -> Training.read(store, version))
        .chain(training -> pool.withTransaction(connection -> write(connection, training)))
        .onFailure()
        .invoke(
            failure -> {
              unreadable.add(version.getLong("id"));
              LOG.warnf(
                  failure,
                  "MLflow's clients do not see version %d of %s until the registry starts again",
                  version.getInteger("version"),
                  version.getString("name"));
            })
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> write(SqlConnection connection, Training training) {
    return experiment(connection, training.version())
        .chain(
            experiment ->
                run(connection, training, experiment)
                    .chain(() -> metrics(connection, training))
                    .chain(() -> loggedModel(connection, training, experiment))
                    .chain(() -> version(connection, training))
                    .chain(
                        () ->
                            files(
                                connection,
                                training,
                                experiment + "/" + training.runId() + "/artifacts",
                                training.report()))
                    .chain(
                        () ->
                            files(
                                connection,
                                training,
                                experiment + "/models/" + training.modelId() + "/artifacts",
                                training.files()))
                    .chain(() -> files(connection, training, root(training), training.files())));
  }

  private static String root(Training training) {
    Row version = training.version();
    return "registered/" + version.getString("name") + "/" + version.getInteger("version");
  }

  /// Returns the experiment that holds the trainings of a model.
  private Uni<Long> experiment(SqlConnection connection, Row version) {
    String tenant = version.getString("tenant");
    String name = "quittance/" + version.getString("name");
    return connection
        .preparedQuery(
            "insert into registry.mlflow_experiment values ($1,"
                + " nextval('registry.mlflow_experiment_id'), $2, 'active', $3, $3, $4) on conflict"
                + " (tenant, name) do nothing")
        .execute(
            Tuple.of(
                tenant,
                name,
                clock.millis(),
                new JsonObject().put("quittance.model", version.getString("name"))))
        .chain(
            () ->
                connection
                    .preparedQuery(
                        "select id from registry.mlflow_experiment where tenant = $1 and name = $2")
                    .execute(Tuple.of(tenant, name)))
        .map(rows -> Rows.first(rows).orElseThrow().getLong("id"));
  }

  private static Uni<Void> run(SqlConnection connection, Training training, long experiment) {
    Row version = training.version();
    JsonArray outputs =
        new JsonArray().add(new JsonObject().put("model_id", training.modelId()).put("step", 0));
    return connection
        .preparedQuery(
            "insert into registry.mlflow_run values ($1, $2, $3, $4, $5, $5, 'FINISHED', 'active',"
                + " $6, $7, $8, $9, $10, '[]', $11, $12, $13) on conflict do nothing")
        .execute(
            Tuple.tuple()
                .addString(version.getString("tenant"))
                .addString(training.runId())
                .addLong(experiment)
                .addString(Training.name(version))
                .addString(version.getString("registered_by"))
                .addLong(training.startedAt())
                .addLong(training.endedAt())
                .addValue(training.params())
                .addValue(training.tags())
                .addValue(training.datasets())
                .addValue(outputs)
                .addLong((long) training.metrics().size())
                .addLong(
                    (long) training.params().encode().length() + training.tags().encode().length()))
        .replaceWithVoid();
  }

  private static Uni<Void> metrics(SqlConnection connection, Training training) {
    return Multi.createFrom()
        .items("mlflow_metric", "mlflow_latest_metric")
        .onItem()
        .transformToUniAndConcatenate(
            table ->
                connection
                    .preparedQuery(
                        "insert into registry."
                            + table
                            + " select $1, $2, key, 0, $3, value from unnest($4::text[],"
                            + " $5::double precision[]) as p(key, value) on conflict do nothing")
                    .execute(
                        Tuple.of(
                            training.version().getString("tenant"),
                            training.runId(),
                            training.endedAt(),
                            training.metrics().keySet().toArray(String[]::new),
                            training.metrics().values().toArray(Double[]::new))))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> loggedModel(
      SqlConnection connection, Training training, long experiment) {
    Row version = training.version();
    return connection
        .preparedQuery(
            "insert into registry.mlflow_logged_model values ($1, $2, $3, $4, 'onnx',"
                + " 'LOGGED_MODEL_READY', null, $5, $6, $7, $7, false, $8, $9) on conflict do"
                + " nothing")
        .execute(
            Tuple.tuple()
                .addString(version.getString("tenant"))
                .addString(training.modelId())
                .addLong(experiment)
                .addString(version.getString("name"))
                .addString(training.runId())
                .addString(version.getString("registered_by"))
                .addLong(training.endedAt())
                .addValue(training.params())
                .addValue(new JsonObject()))
        .replaceWithVoid();
  }

  private Uni<Void> version(SqlConnection connection, Training training) {
    Row version = training.version();
    long now = clock.millis();
    return connection
        .preparedQuery(
            "insert into registry.mlflow_registered_model values ($1, '', '{}', $2, $3, $3) on"
                + " conflict do nothing")
        .execute(Tuple.of(version.getLong("model_id"), version.getString("registered_by"), now))
        .chain(
            () ->
                connection
                    .preparedQuery(
                        "insert into registry.mlflow_version values ($1, $2, 'READY', null, $3, $4,"
                            + " $5, '', '{}', $6, $7, $7, 0) on conflict do nothing")
                    .execute(
                        Tuple.tuple()
                            .addLong(version.getLong("model_id"))
                            .addInteger(version.getInteger("version"))
                            .addString("models:/" + training.modelId())
                            .addString(training.runId())
                            .addString(training.modelId())
                            .addString(version.getString("registered_by"))
                            .addLong(now)))
        .replaceWithVoid();
  }

  private Uni<Void> files(
      SqlConnection connection, Training training, String root, List<StoredFile> files) {
    return connection
        .preparedQuery(
            "insert into registry.mlflow_artifact select $1, $2::text || '/' || path, sha256, bytes,"
                + " $3, $4 from unnest($5::text[], $6::text[], $7::bigint[]) as f(path, sha256,"
                + " bytes) on conflict do nothing")
        .execute(
            Tuple.tuple()
                .addString(training.version().getString("tenant"))
                .addString(root)
                .addString(training.version().getString("registered_by"))
                .addLong(clock.millis())
                .addArrayOfString(files.stream().map(StoredFile::path).toArray(String[]::new))
                .addArrayOfString(
                    files.stream().map(file -> file.id().sha256()).toArray(String[]::new))
                .addArrayOfLong(files.stream().map(StoredFile::bytes).toArray(Long[]::new)))
        .replaceWithVoid();
  }

  @PreDestroy
  void close() {
    worker.closeAndForget();
  }
}
