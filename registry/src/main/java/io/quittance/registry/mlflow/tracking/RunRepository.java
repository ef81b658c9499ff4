package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.PageToken;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.Tag;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Keeps runs. Every change locks the run's row, so that two clients that log to one run lose
/// nothing.
@Singleton
public final class RunRepository {

  private static final String TABLE = "registry.mlflow_run";

  private final Pool pool;
  private final ExperimentRepository experiments;

  RunRepository(Pool pool, ExperimentRepository experiments) {
    this.pool = pool;
    this.experiments = experiments;
  }

  /// What a new run begins with.
  record Start(long experimentId, String runId, String name, String userId, long at) {}

  /// Creates a run in an active experiment.
  Uni<Run> create(Caller caller, Start start, List<Tag> tags) {
    return experiments
        .byId(caller.tenant(), start.experimentId())
        .invoke(
            experiment -> {
              if (!experiment.active()) {
                throw MlflowRefusal.invalid(
                    "The experiment " + start.experimentId() + " is deleted: restore it first");
              }
            })
        .chain(
            () ->
                pool.preparedQuery(
                        "insert into "
                            + TABLE
                            + " values ($1, $2, $3, $4, $5, $6, 'RUNNING', 'active', $7, null,"
                            + " '{}', $8, $9, $9, $9, 0, 0) returning *")
                    .execute(
                        Tuple.tuple()
                            .addString(caller.tenant())
                            .addString(start.runId())
                            .addLong(start.experimentId())
                            .addString(start.name())
                            .addString(start.userId())
                            .addString(caller.subject())
                            .addLong(start.at())
                            .addValue(Tag.column(tags))
                            .addValue(new JsonArray())))
        .map(rows -> Run.of(Rows.first(rows).orElseThrow(), List.of()));
  }

  public Uni<Run> get(String tenant, String runId) {
    return get(pool, tenant, runId);
  }

  private Uni<Run> get(SqlClient client, String tenant, String runId) {
    return client
        .preparedQuery("select * from " + TABLE + " where tenant = $1 and run_id = $2")
        .execute(Tuple.of(tenant, runId))
        .map(rows -> Rows.first(rows).orElseThrow(() -> noRun(runId)))
        .chain(
            row ->
                Metrics.latest(client, tenant, List.of(runId))
                    .map(latest -> Run.of(row, latest.getOrDefault(runId, List.of()))));
  }

  /// Returns runs in the order of their ids in the list.
  Uni<List<Run>> get(String tenant, List<String> runIds) {
    if (runIds.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Metrics.latest(pool, tenant, runIds)
        .chain(
            latest ->
                pool.preparedQuery(
                        "select * from " + TABLE + " where tenant = $1 and run_id = any($2)")
                    .execute(Tuple.of(tenant, runIds.toArray(String[]::new)))
                    .map(
                        rows ->
                            Rows.list(
                                    rows,
                                    row ->
                                        Run.of(
                                            row,
                                            latest.getOrDefault(
                                                row.getString("run_id"), List.of())))
                                .stream()
                                .collect(Collectors.toMap(run -> run.info().runId(), run -> run))))
        .map(byId -> runIds.stream().filter(byId::containsKey).map(byId::get).toList());
  }

  /// Changes a run.
  Uni<Run> change(String tenant, String runId, Consumer<RunEdit> change) {
    return change(tenant, runId, change, List.of());
  }

  /// Changes a run and adds points of metrics to it, all or nothing.
  Uni<Run> change(String tenant, String runId, Consumer<RunEdit> change, List<MetricPoint> points) {
    return pool.withTransaction(
        connection ->
            locked(connection, tenant, runId)
                .invoke(change)
                .call(edit -> Metrics.add(connection, edit, points))
                .chain(edit -> store(connection, edit))
                .chain(() -> get(connection, tenant, runId)));
  }

  private static Uni<RunEdit> locked(SqlConnection connection, String tenant, String runId) {
    return connection
        .preparedQuery("select * from " + TABLE + " where tenant = $1 and run_id = $2 for update")
        .execute(Tuple.of(tenant, runId))
        .map(rows -> new RunEdit(Rows.first(rows).orElseThrow(() -> noRun(runId))));
  }

  private static Uni<Void> store(SqlConnection connection, RunEdit edit) {
    return connection
        .preparedQuery(
            "update "
                + TABLE
                + " set name = $3, status = $4, lifecycle_stage = $5, ended_at = $6, params = $7,"
                + " tags = $8, dataset_inputs = $9, model_inputs = $10, model_outputs = $11,"
                + " metric_points = $12, characters = $13 where tenant = $1 and run_id = $2")
        .execute(edit.stored())
        .replaceWithVoid();
  }

  /// Returns the points of a metric in the order of their times, and one more if there is a next
  /// page.
  Uni<List<MetricPoint>> history(
      String tenant, String runId, String key, int limit, PageToken token) {
    return pool.preparedQuery("select 1 from " + TABLE + " where tenant = $1 and run_id = $2")
        .execute(Tuple.of(tenant, runId))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw noRun(runId);
              }
            })
        .chain(
            () ->
                pool.preparedQuery(
                        "select * from registry.mlflow_metric where tenant = $1 and run_id = $2 and"
                            + " key = $3 order by at, step, value limit $4 offset $5")
                    .execute(Tuple.of(tenant, runId, key, limit + 1, token.offset())))
        .map(rows -> Rows.list(rows, MetricPoint::of));
  }

  static MlflowRefusal noRun(String runId) {
    return MlflowRefusal.absent("There is no run with the id '" + runId + "'");
  }
}
