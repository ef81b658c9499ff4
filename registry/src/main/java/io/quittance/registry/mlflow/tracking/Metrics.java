package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The points of metrics in the database. A point that is sent again changes nothing.
final class Metrics {

  private static final int MAX_KEYS = 2000;

  private static final String ADD =
      """
      with points as (
        select * from unnest($3::text[], $4::bigint[], $5::bigint[], $6::double precision[])
          as p(key, step, at, value)
      ), added as (
        insert into registry.mlflow_metric
          select $1::text, $2::text, key, step, at, value from points
          on conflict do nothing returning 1
      ), latest as (
        insert into registry.mlflow_latest_metric as l
          select distinct on (key) $1::text, $2::text, key, step, at, value from points
            order by key, step desc, at desc, value desc
          on conflict (tenant, run_id, key) do update
            set step = excluded.step, at = excluded.at, value = excluded.value
            where (excluded.step, excluded.at, excluded.value) > (l.step, l.at, l.value)
      )
      select count(*) as points from added
      """;

  private static final String OF_MODELS =
      """
      insert into registry.mlflow_model_metric
        select $1::text, p.model_id, $2::text, p.key, p.step, p.at, p.value, p.name, p.digest
        from unnest($3::text[], $4::bigint[], $5::bigint[], $6::double precision[],
            $7::text[], $8::text[], $9::text[])
          as p(key, step, at, value, model_id, name, digest)
        on conflict do nothing
      """;

  private Metrics() {}

  /// Adds points to a run whose row is locked.
  static Uni<Void> add(SqlConnection connection, RunEdit run, List<MetricPoint> points) {
    if (points.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .preparedQuery(ADD)
        .execute(tuple(run, points))
        .invoke(rows -> run.measured(Rows.first(rows).orElseThrow().getLong("points")))
        .chain(() -> requireFewKeys(connection, run))
        .chain(() -> addToModels(connection, run, points));
  }

  private static Uni<Void> requireFewKeys(SqlConnection connection, RunEdit run) {
    return connection
        .preparedQuery(
            "select count(*) as keys from registry.mlflow_latest_metric where tenant = $1 and"
                + " run_id = $2")
        .execute(Tuple.of(run.tenant(), run.runId()))
        .invoke(
            rows -> {
              if (Rows.first(rows).orElseThrow().getLong("keys") > MAX_KEYS) {
                throw MlflowRefusal.invalid("A run must have at most " + MAX_KEYS + " metrics");
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> addToModels(
      SqlConnection connection, RunEdit run, List<MetricPoint> points) {
    List<MetricPoint> measuring = new ArrayList<>();
    List<MetricPoint.Measured> measured = new ArrayList<>();
    for (MetricPoint point : points) {
      MetricPoint.Measured of = point.of();
      if (of != null) {
        measuring.add(point);
        measured.add(of);
      }
    }
    if (measured.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple tuple =
        tuple(run, measuring)
            .addArrayOfString(texts(measured, MetricPoint.Measured::modelId))
            .addArrayOfString(texts(measured, MetricPoint.Measured::datasetName))
            .addArrayOfString(texts(measured, MetricPoint.Measured::datasetDigest));
    return requireModels(connection, run.tenant(), measured)
        .chain(() -> connection.preparedQuery(OF_MODELS).execute(tuple))
        .replaceWithVoid();
  }

  private static @Nullable String[] texts(
      List<MetricPoint.Measured> measured, Function<MetricPoint.Measured, @Nullable String> text) {
    return measured.stream().map(text).toArray(String[]::new);
  }

  private static Uni<Void> requireModels(
      SqlConnection connection, String tenant, List<MetricPoint.Measured> measured) {
    Set<String> ids =
        measured.stream().map(MetricPoint.Measured::modelId).collect(Collectors.toSet());
    return connection
        .preparedQuery(
            "select model_id from registry.mlflow_logged_model where tenant = $1 and model_id ="
                + " any($2)")
        .execute(Tuple.of(tenant, ids.toArray(String[]::new)))
        .invoke(
            rows -> {
              if (rows.rowCount() < ids.size()) {
                throw MlflowRefusal.absent("A metric names a logged model that does not exist");
              }
            })
        .replaceWithVoid();
  }

  private static Tuple tuple(RunEdit run, List<MetricPoint> points) {
    return Tuple.tuple()
        .addString(run.tenant())
        .addString(run.runId())
        .addArrayOfString(points.stream().map(MetricPoint::key).toArray(String[]::new))
        .addArrayOfLong(points.stream().map(MetricPoint::step).toArray(Long[]::new))
        .addArrayOfLong(points.stream().map(MetricPoint::timestamp).toArray(Long[]::new))
        .addArrayOfDouble(points.stream().map(MetricPoint::value).toArray(Double[]::new));
  }

  /// Returns the latest point of each metric of runs, by the run's id.
  static Uni<Map<String, List<MetricPoint>>> latest(
      SqlClient client, String tenant, List<String> runIds) {
    return client
        .preparedQuery(
            "select * from registry.mlflow_latest_metric where tenant = $1 and run_id = any($2)"
                + " order by run_id, key")
        .execute(Tuple.of(tenant, runIds.toArray(String[]::new)))
        .map(
            rows ->
                Rows.list(rows, row -> Map.entry(row.getString("run_id"), MetricPoint.of(row)))
                    .stream()
                    .collect(
                        Collectors.groupingBy(
                            Map.Entry::getKey,
                            Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
  }
}
