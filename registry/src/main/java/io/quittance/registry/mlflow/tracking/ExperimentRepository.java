package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.registry.mlflow.search.Grammar;
import io.quittance.registry.mlflow.search.Search;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/// Keeps the experiments of each tenant. The experiment `0`, named `Default`, exists from the first
/// request on.
@Singleton
public final class ExperimentRepository {

  private static final String TABLE = "registry.mlflow_experiment";
  private static final Search SEARCH =
      new Search(
          Grammar.builder()
              .text("name", "e.name")
              .text("experiment_id", "e.id::text")
              .number("creation_time", "e.created_at")
              .number("last_update_time", "e.updated_at")
              .map("e.tags", "tag", "tags")
              .build());

  private final Pool pool;
  private final Clock clock;

  ExperimentRepository(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Creates an experiment.
  ///
  /// @return its id; fails with `RESOURCE_ALREADY_EXISTS`
  public Uni<Long> create(String tenant, String name, List<Tag> tags) {
    long now = clock.millis();
    return ensureDefault(pool, tenant)
        .chain(
            () ->
                pool.preparedQuery(
                        "insert into "
                            + TABLE
                            + " values ($1, nextval('registry.mlflow_experiment_id'), $2,"
                            + " 'active', $3, $3, $4) on conflict (tenant, name) do nothing"
                            + " returning id")
                    .execute(Tuple.of(tenant, name, now, Tag.column(tags))))
        .map(
            rows ->
                Rows.first(rows)
                    .orElseThrow(
                        () ->
                            MlflowRefusal.exists(
                                "An experiment named '"
                                    + name
                                    + "' exists, perhaps deleted: restore it or choose another"
                                    + " name"))
                    .getLong("id"));
  }

  public Uni<Experiment> byId(String tenant, long id) {
    return ensureDefault(pool, tenant).chain(() -> byId(pool, tenant, id));
  }

  /// Returns an experiment within a transaction.
  Uni<Experiment> byId(SqlClient client, String tenant, long id) {
    return client
        .preparedQuery("select * from " + TABLE + " where tenant = $1 and id = $2 for share")
        .execute(Tuple.of(tenant, id))
        .map(
            rows ->
                Rows.first(rows)
                    .map(Experiment::of)
                    .orElseThrow(
                        () -> MlflowRefusal.absent("There is no experiment with the id " + id)));
  }

  public Uni<Experiment> byName(String tenant, String name) {
    return ensureDefault(pool, tenant)
        .chain(
            () ->
                pool.preparedQuery("select * from " + TABLE + " where tenant = $1 and name = $2")
                    .execute(Tuple.of(tenant, name)))
        .map(
            rows ->
                Rows.first(rows)
                    .map(Experiment::of)
                    .orElseThrow(
                        () -> MlflowRefusal.absent("There is no experiment named '" + name + "'")));
  }

  /// Returns a page of experiments, newest first unless ordered otherwise, and one more if there is
  /// a next page.
  Uni<List<Experiment>> search(String tenant, SearchRequest request) {
    Bindings bindings = new Bindings();
    String mine = "e.tenant = " + bindings.add(tenant);
    String where = SEARCH.where(request.filter(), bindings);
    String order = SEARCH.order(request.order(), bindings);
    String sql =
        "select e.* from "
            + TABLE
            + " e where "
            + mine
            + " and "
            + request.view().condition("e.lifecycle_stage")
            + " and "
            + where
            + " order by "
            + order
            + "e.updated_at desc, e.id desc"
            + request.page(bindings);
    return ensureDefault(pool, tenant)
        .chain(() -> pool.preparedQuery(sql).execute(bindings.tuple()))
        .map(rows -> Rows.list(rows, Experiment::of));
  }

  Uni<Void> rename(String tenant, long id, String name) {
    return update(
            tenant,
            id,
            "name = $4",
            " and not exists (select 1 from "
                + TABLE
                + " o where o.tenant = $1 and o.name = $4 and o.id <> $2)",
            name)
        .chain(
            changed ->
                changed
                    ? Uni.createFrom().voidItem()
                    : byId(tenant, id)
                        .map(
                            _ -> {
                              throw MlflowRefusal.exists(
                                  "An experiment named '" + name + "' exists");
                            }));
  }

  /// Deletes or restores an experiment with its runs.
  Uni<Void> move(String tenant, long id, String stage) {
    return update(tenant, id, "lifecycle_stage = $4", "", stage)
        .call(changed -> changed ? moveRuns(tenant, id, stage) : byId(tenant, id))
        .replaceWithVoid();
  }

  private Uni<Void> moveRuns(String tenant, long id, String stage) {
    return pool.preparedQuery(
            "update registry.mlflow_run set lifecycle_stage = $3 where tenant = $1 and"
                + " experiment_id = $2")
        .execute(Tuple.of(tenant, id, stage))
        .replaceWithVoid();
  }

  Uni<Void> setTag(String tenant, long id, Tag tag) {
    return byId(tenant, id)
        .invoke(found -> Tag.merged(Tag.column(found.tags()), List.of(tag)))
        .chain(() -> update(tenant, id, "tags = tags || $4", "", Tag.column(List.of(tag))))
        .replaceWithVoid();
  }

  Uni<Void> deleteTag(String tenant, long id, String key) {
    return update(tenant, id, "tags = tags - $4::text", "", key).replaceWithVoid();
  }

  private Uni<Boolean> update(
      String tenant, long id, String assignment, String condition, Object value) {
    return pool.preparedQuery(
            "update "
                + TABLE
                + " set updated_at = $3, "
                + assignment
                + " where tenant = $1 and id = $2"
                + condition)
        .execute(Tuple.of(tenant, id, clock.millis(), value))
        .map(rows -> rows.rowCount() > 0);
  }

  private Uni<Void> ensureDefault(SqlClient client, String tenant) {
    return client
        .preparedQuery(
            "insert into "
                + TABLE
                + " values ($1, 0, 'Default', 'active', $2, $2, $3) on conflict do nothing")
        .execute(Tuple.of(tenant, clock.millis(), new JsonObject()))
        .replaceWithVoid();
  }
}
