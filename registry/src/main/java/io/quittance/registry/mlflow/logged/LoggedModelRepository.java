package io.quittance.registry.mlflow.logged;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.registry.mlflow.search.Expression;
import io.quittance.registry.mlflow.search.Grammar;
import io.quittance.registry.mlflow.search.Kind;
import io.quittance.registry.mlflow.search.PageQuery;
import io.quittance.registry.mlflow.search.Search;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps logged models. A logged model that is ready is frozen: neither its state nor its files
/// change any more, only its tags.
@Singleton
public final class LoggedModelRepository {

  private static final String TABLE = "registry.mlflow_logged_model";

  private static final Search SEARCH =
      new Search(
          Grammar.builder()
              .text("name", "l.name")
              .text("model_id", "l.model_id")
              .text("model_type", "l.model_type")
              .text("status", "replace(l.status, 'LOGGED_MODEL_', '')")
              .text("source_run_id", "l.source_run_id")
              .number("creation_timestamp", "l.created_at")
              .number("creation_time", "l.created_at")
              .number("last_updated_timestamp", "l.updated_at")
              .map("l.params", "param", "params")
              .map("l.tags", "tag", "tags")
              .entity(Kind.NUMBER, LoggedModelRepository::metric, "metric", "metrics")
              .build());

  private final Pool pool;
  private final Clock clock;

  LoggedModelRepository(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// What a new logged model begins with.
  public record Start(
      String modelId,
      long experimentId,
      String name,
      @Nullable String modelType,
      @Nullable String sourceRunId,
      String status) {}

  /// Creates a logged model within a transaction.
  public Uni<LoggedModel> create(
      SqlClient client, Caller caller, Start start, List<Tag> params, List<Tag> tags) {
    long now = clock.millis();
    return client
        .preparedQuery(
            "insert into "
                + TABLE
                + " values ($1, $2, $3, $4, $5, $6, null, $7, $8, $9, $9, false, $10, $11)"
                + " returning *")
        .execute(
            Tuple.tuple()
                .addString(caller.tenant())
                .addString(start.modelId())
                .addLong(start.experimentId())
                .addString(start.name())
                .addString(start.modelType())
                .addString(start.status())
                .addString(start.sourceRunId())
                .addString(caller.subject())
                .addLong(now)
                .addValue(Tag.column(params))
                .addValue(Tag.column(tags)))
        .map(rows -> LoggedModel.of(Rows.first(rows).orElseThrow(), List.of()));
  }

  Uni<LoggedModel> create(Caller caller, Start start, List<Tag> params, List<Tag> tags) {
    return create(pool, caller, start, params, tags);
  }

  public Uni<LoggedModel> get(String tenant, String modelId) {
    return pool.preparedQuery(
            "select * from " + TABLE + " where tenant = $1 and model_id = $2 and not deleted")
        .execute(Tuple.of(tenant, modelId))
        .map(rows -> existing(rows, modelId))
        .chain(
            row ->
                measures(tenant, List.of(modelId))
                    .map(of -> LoggedModel.of(row, of.getOrDefault(modelId, List.of()))));
  }

  /// Ends the upload, well or not.
  Uni<LoggedModel> finish(String tenant, String modelId, String status) {
    return change(
            tenant,
            modelId,
            row -> {
              String now = row.getString("status");
              if (!now.equals(status) && !now.equals(LoggedModel.PENDING)) {
                throw MlflowRefusal.denied(
                    "The logged model is " + now + ", which never changes: log another model");
              }
              return new Change(status, row.get(JsonObject.class, "tags"), params(row));
            })
        .chain(() -> get(tenant, modelId));
  }

  Uni<Void> tag(String tenant, String modelId, UnaryOperator<JsonObject> tags) {
    return change(
        tenant,
        modelId,
        row ->
            new Change(
                row.getString("status"),
                tags.apply(row.get(JsonObject.class, "tags")),
                params(row)));
  }

  Uni<Void> addParams(String tenant, String modelId, List<Tag> params) {
    return change(
        tenant,
        modelId,
        row ->
            new Change(
                row.getString("status"),
                row.get(JsonObject.class, "tags"),
                Tag.merged(params(row), params)));
  }

  Uni<Void> delete(String tenant, String modelId) {
    return pool.preparedQuery(
            "update "
                + TABLE
                + " set deleted = true, updated_at = $3 where tenant = $1 and model_id = $2 and not"
                + " deleted returning *")
        .execute(Tuple.of(tenant, modelId, clock.millis()))
        .invoke(rows -> existing(rows, modelId))
        .replaceWithVoid();
  }

  private record Change(String status, JsonObject tags, JsonObject params) {}

  private Uni<Void> change(
      String tenant, String modelId, java.util.function.Function<Row, Change> work) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(
                    "select * from "
                        + TABLE
                        + " where tenant = $1 and model_id = $2 and not deleted for update")
                .execute(Tuple.of(tenant, modelId))
                .map(rows -> work.apply(existing(rows, modelId)))
                .chain(
                    change ->
                        connection
                            .preparedQuery(
                                "update "
                                    + TABLE
                                    + " set status = $3, tags = $4, params = $5, updated_at = $6"
                                    + " where tenant = $1 and model_id = $2")
                            .execute(
                                Tuple.of(
                                    tenant,
                                    modelId,
                                    change.status(),
                                    change.tags(),
                                    change.params(),
                                    clock.millis())))
                .replaceWithVoid());
  }

  /// Returns a page of logged models, newest first unless ordered otherwise.
  Uni<LoggedModel.Page> search(
      String tenant,
      List<Long> experiments,
      @Nullable String filter,
      List<String> orders,
      PageQuery page) {
    Bindings bindings = new Bindings();
    String mine = "l.tenant = " + bindings.add(tenant);
    String within = "l.experiment_id = any(" + bindings.add(experiments.toArray(Long[]::new)) + ")";
    String where = SEARCH.where(filter, bindings);
    String order = SEARCH.order(orders, bindings);
    String sql =
        "select l.* from "
            + TABLE
            + " l where not l.deleted and "
            + mine
            + " and "
            + within
            + " and "
            + where
            + " order by "
            + order
            + "l.created_at desc, l.model_id";
    return page.run(pool, sql, bindings)
        .chain(
            found ->
                measures(
                        tenant,
                        found.rows().stream().map(row -> row.getString("model_id")).toList())
                    .map(
                        measures ->
                            new LoggedModel.Page(
                                found.rows().stream()
                                    .map(
                                        row ->
                                            LoggedModel.of(
                                                row,
                                                measures.getOrDefault(
                                                    row.getString("model_id"), List.of())))
                                    .toList(),
                                found.nextPageToken())));
  }

  private Uni<Map<String, List<LoggedModel.Measure>>> measures(
      String tenant, List<String> modelIds) {
    return pool.preparedQuery(
            "select distinct on (model_id, key, run_id, dataset_name, dataset_digest) * from"
                + " registry.mlflow_model_metric where tenant = $1 and model_id = any($2) order by"
                + " model_id, key, run_id, dataset_name, dataset_digest, step desc, at desc, value"
                + " desc limit 20000")
        .execute(Tuple.of(tenant, modelIds.toArray(String[]::new)))
        .map(
            rows ->
                Rows.list(rows, LoggedModel.Measure::of).stream()
                    .collect(Collectors.groupingBy(LoggedModel.Measure::modelId)));
  }

  private static Expression metric(String key, Bindings bindings) {
    return Expression.of(
        "(select m.value from registry.mlflow_model_metric m where m.tenant = l.tenant and"
            + " m.model_id = l.model_id and m.key = "
            + bindings.add(key)
            + " and m.value <> 'NaN' order by m.step desc, m.at desc, m.value desc limit 1)");
  }

  private static JsonObject params(Row row) {
    return row.get(JsonObject.class, "params");
  }

  private static Row existing(RowSet<Row> rows, String modelId) {
    return Rows.first(rows)
        .orElseThrow(
            () -> MlflowRefusal.absent("There is no logged model with the id '" + modelId + "'"));
  }
}
