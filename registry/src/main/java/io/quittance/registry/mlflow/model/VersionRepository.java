package io.quittance.registry.mlflow.model;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.registry.mlflow.search.Grammar;
import io.quittance.registry.mlflow.search.PageQuery;
import io.quittance.registry.mlflow.search.Search;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps what MLflow's clients see of versions.
@Singleton
final class VersionRepository {

  private static final String ALL_TAGS =
      "(case when c.state is null then v.tags else v.tags || jsonb_build_object('quittance.state',"
          + " lower(c.state)) end)";

  private static final String SELECT =
      "select m.name as model, v.*, c.state, "
          + ALL_TAGS
          + " as all_tags, array(select a.alias::text from registry.mlflow_alias a where a.model_id ="
          + " v.model_id and a.version = v.version order by 1) as free_aliases, array(select"
          + " lower(h.alias) from registry.alias_history h where h.model_id = v.model_id and h.version"
          + " = v.version and h.valid_to is null order by 1) as held_aliases"
          + " from registry.mlflow_version v join registry.model m on m.id = v.model_id left join"
          + " registry.model_version c on c.model_id = v.model_id and c.version = v.version where ";

  private static final Search SEARCH =
      new Search(
          Grammar.builder()
              .text("name", "m.name")
              .text("run_id", "v.run_id")
              .text("source_path", "v.source")
              .number("version_number", "v.version")
              .number("creation_timestamp", "v.created_at")
              .number("last_updated_timestamp", "v.updated_at")
              .map(ALL_TAGS, "tag", "tags")
              .differsWhenAbsent("mlflow.prompt.is_prompt")
              .build());

  private final Pool pool;
  private final Clock clock;

  VersionRepository(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// What a new version begins with.
  record Start(
      int version,
      String source,
      @Nullable String runId,
      @Nullable String loggedModelId,
      String description,
      List<Tag> tags) {}

  Uni<Version> get(String tenant, String model, int version) {
    return pool.preparedQuery(SELECT + "m.tenant = $1 and m.name = $2 and v.version = $3")
        .execute(Tuple.of(tenant, model, version))
        .map(
            rows ->
                Rows.first(rows)
                    .map(Version::of)
                    .orElseThrow(
                        () ->
                            MlflowRefusal.absent(
                                "The model '" + model + "' has no version " + version)));
  }

  /// Returns the version that holds an alias, by the lifecycle or by a client.
  Uni<Version> withAlias(String tenant, String model, Alias alias) {
    return pool.preparedQuery(
            SELECT
                + "m.tenant = $1 and m.name = $2 and (exists (select 1 from registry.mlflow_alias a"
                + " where a.model_id = v.model_id and a.version = v.version and a.alias = $3::text)"
                + " or exists (select 1 from registry.alias_history h where h.model_id = v.model_id"
                + " and h.version = v.version and h.valid_to is null and lower(h.alias) = $3::text))")
        .execute(Tuple.of(tenant, model, alias.name()))
        .map(
            rows ->
                Rows.first(rows)
                    .map(Version::of)
                    .orElseThrow(
                        () ->
                            MlflowRefusal.invalid(
                                "No version of the model '"
                                    + model
                                    + "' has the alias '"
                                    + alias.name()
                                    + "'")));
  }

  /// Returns the newest version of each model.
  Uni<List<Version>> newest(List<Long> modelIds) {
    return pool.preparedQuery(
            SELECT
                + "v.model_id = any($1) and v.version = (select max(n.version) from"
                + " registry.mlflow_version n where n.model_id = v.model_id)")
        .execute(Tuple.of(modelIds.toArray(Long[]::new)))
        .map(rows -> Rows.list(rows, Version::of));
  }

  /// Returns a page of versions, newest first unless ordered otherwise.
  Uni<Version.Page> search(
      String tenant, @Nullable String filter, List<String> orders, PageQuery page) {
    Bindings bindings = new Bindings();
    String mine = "m.tenant = " + bindings.add(tenant);
    String where = SEARCH.where(filter, bindings);
    String order = SEARCH.order(orders, bindings);
    String newestFirst = order + "v.updated_at desc, m.name, v.version desc";
    return page.run(pool, SELECT + mine + " and " + where + " order by " + newestFirst, bindings)
        .map(
            found ->
                new Version.Page(
                    found.rows().stream().map(Version::of).toList(), found.nextPageToken()));
  }

  /// Inserts a version that waits for its verification.
  Uni<Void> insert(
      SqlConnection connection, String tenant, String model, String createdBy, Start start) {
    return connection
        .preparedQuery(
            "insert into registry.mlflow_version select m.id, $3, 'PENDING_REGISTRATION', null, $4,"
                + " $5, $6, $7, $8, $9, $10, $10, 0 from registry.model m where m.tenant = $1 and"
                + " m.name = $2")
        .execute(
            Tuple.tuple()
                .addString(tenant)
                .addString(model)
                .addInteger(start.version())
                .addString(start.source())
                .addString(start.runId())
                .addString(start.loggedModelId())
                .addString(start.description())
                .addValue(Tag.column(start.tags()))
                .addString(createdBy)
                .addLong(clock.millis()))
        .replaceWithVoid();
  }

  Uni<Version> describe(String tenant, String model, int version, String description) {
    return update(tenant, model, version, "description = $5", description);
  }

  Uni<Version> tag(String tenant, String model, int version, UnaryOperator<JsonObject> change) {
    return get(tenant, model, version)
        .map(
            found -> {
              JsonObject own = Tag.column(found.tags());
              own.remove(Version.STATE);
              return change.apply(own);
            })
        .chain(tags -> update(tenant, model, version, "tags = $5", tags));
  }

  private Uni<Version> update(
      String tenant, String model, int version, String assignment, Object value) {
    return pool.preparedQuery(
            "update registry.mlflow_version v set updated_at = $4, "
                + assignment
                + " from registry.model m where m.id = v.model_id and m.tenant = $1 and m.name = $2"
                + " and v.version = $3")
        .execute(Tuple.of(tenant, model, version, clock.millis(), value))
        .chain(() -> get(tenant, model, version));
  }

  /// Deletes a version that never entered the lifecycle.
  Uni<Void> delete(String tenant, String model, int version) {
    return pool.preparedQuery(
            "delete from registry.mlflow_version v using registry.model m where m.id = v.model_id"
                + " and m.tenant = $1 and m.name = $2 and v.version = $3 and v.status ="
                + " 'FAILED_REGISTRATION'")
        .execute(Tuple.of(tenant, model, version))
        .chain(
            rows ->
                rows.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : get(tenant, model, version)
                        .map(
                            _ -> {
                              throw MlflowRefusal.denied(
                                  "A version that entered the lifecycle stays in its history: decline"
                                      + " it with POST /v1/models/%s/versions/%d/rejections"
                                          .formatted(model, version));
                            }));
  }
}
