package io.quittance.registry.mlflow.model;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.registry.mlflow.search.Grammar;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps what MLflow's clients see of models, and their free aliases.
@Singleton
final class ModelRepository {

  private static final String SELECT =
      "select m.name, x.* from registry.mlflow_registered_model x join registry.model m on m.id ="
          + " x.model_id where ";

  private static final Search SEARCH =
      new Search(
          Grammar.builder()
              .text("name", "m.name")
              .number("creation_timestamp", "x.created_at")
              .number("last_updated_timestamp", "x.updated_at")
              .map("x.tags", "tag", "tags")
              .differsWhenAbsent("mlflow.prompt.is_prompt")
              .build());

  private final Pool pool;
  private final VersionRepository versions;
  private final Clock clock;

  ModelRepository(Pool pool, VersionRepository versions, Clock clock) {
    this.pool = pool;
    this.versions = versions;
    this.clock = clock;
  }

  /// Creates a registered model, and the model of the catalogue if it does not exist.
  ///
  /// @return fails with `RESOURCE_ALREADY_EXISTS`
  Uni<RegisteredModel> create(Caller caller, String name, String description, List<Tag> tags) {
    return pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(
                        "insert into registry.model (tenant, name, revision, last_version,"
                            + " created_at, changed_at) values ($1, $2, 0, 0, $3, $3) on conflict"
                            + " (tenant, name) do nothing")
                    .execute(
                        Tuple.of(caller.tenant(), name, clock.instant().atOffset(ZoneOffset.UTC)))
                    .chain(
                        () ->
                            connection
                                .preparedQuery(
                                    "insert into registry.mlflow_registered_model select id, $3,"
                                        + " $4, $5, $6, $6 from registry.model where tenant = $1 and"
                                        + " name = $2 on conflict do nothing returning 1")
                                .execute(
                                    Tuple.of(
                                        caller.tenant(),
                                        name,
                                        description,
                                        Tag.column(tags),
                                        caller.subject(),
                                        clock.millis())))
                    .invoke(
                        rows -> {
                          if (rows.rowCount() == 0) {
                            throw MlflowRefusal.exists("A model named '" + name + "' exists");
                          }
                        }))
        .chain(() -> get(caller.tenant(), name));
  }

  Uni<RegisteredModel> get(String tenant, String name) {
    return row(pool, tenant, name).chain(row -> viewed(List.of(row))).map(List::getFirst);
  }

  /// Refuses the name of a model that does not exist.
  Uni<Row> row(SqlClient client, String tenant, String name) {
    return client
        .preparedQuery(SELECT + "m.tenant = $1 and m.name = $2")
        .execute(Tuple.of(tenant, name))
        .map(
            rows ->
                Rows.first(rows)
                    .orElseThrow(
                        () -> MlflowRefusal.absent("There is no model named '" + name + "'")));
  }

  /// Returns a page of models, by name unless ordered otherwise.
  Uni<RegisteredModel.Page> search(
      String tenant, @Nullable String filter, List<String> orders, PageQuery page) {
    Bindings bindings = new Bindings();
    String mine = "m.tenant = " + bindings.add(tenant);
    String where = SEARCH.where(filter, bindings);
    String order = SEARCH.order(orders, bindings);
    return page.run(
            pool, SELECT + mine + " and " + where + " order by " + order + "m.name", bindings)
        .chain(
            found ->
                viewed(found.rows())
                    .map(models -> new RegisteredModel.Page(models, found.nextPageToken())));
  }

  private Uni<List<RegisteredModel>> viewed(List<Row> rows) {
    List<Long> ids = rows.stream().map(row -> row.getLong("model_id")).toList();
    return versions
        .newest(ids)
        .chain(
            newest ->
                aliases(ids)
                    .map(held -> rows.stream().map(row -> viewed(row, newest, held)).toList()));
  }

  private static RegisteredModel viewed(Row row, List<Version> newest, List<Row> held) {
    String name = row.getString("name");
    return RegisteredModel.of(
        row,
        newest.stream().filter(version -> version.name().equals(name)).toList(),
        held.stream()
            .filter(alias -> alias.getLong("model_id").equals(row.getLong("model_id")))
            .map(
                alias ->
                    new RegisteredModel.Held(
                        alias.getString("alias"), alias.getInteger("version").toString()))
            .toList());
  }

  private Uni<List<Row>> aliases(List<Long> ids) {
    return pool.preparedQuery(
            "select model_id, alias::text, version from registry.mlflow_alias where model_id ="
                + " any($1) union all select model_id, lower(alias), version from"
                + " registry.alias_history where model_id = any($1) and valid_to is null order by 1,"
                + " 2")
        .execute(Tuple.of(ids.toArray(Long[]::new)))
        .map(rows -> Rows.list(rows, row -> row));
  }

  Uni<RegisteredModel> describe(String tenant, String name, String description) {
    return update(tenant, name, "description = $4", description);
  }

  Uni<RegisteredModel> tag(String tenant, String name, UnaryOperator<JsonObject> change) {
    return row(pool, tenant, name)
        .map(row -> change.apply(row.get(JsonObject.class, "tags")))
        .chain(tags -> update(tenant, name, "tags = $4", tags));
  }

  private Uni<RegisteredModel> update(String tenant, String name, String assignment, Object value) {
    return pool.preparedQuery(
            "update registry.mlflow_registered_model x set updated_at = $3, "
                + assignment
                + " from registry.model m where m.id = x.model_id and m.tenant = $1 and m.name = $2")
        .execute(Tuple.of(tenant, name, clock.millis(), value))
        .chain(() -> get(tenant, name));
  }

  /// Renames a model that no version entered the lifecycle of, since its name stands on the topic
  /// and in bundles.
  Uni<RegisteredModel> rename(String tenant, String name, String newName) {
    return pool.withTransaction(
            connection ->
                locked(connection, tenant, name)
                    .chain(
                        () ->
                            connection
                                .preparedQuery(
                                    "update registry.model m set name = $3 where tenant = $1 and"
                                        + " name = $2 and not exists (select 1 from registry.model o"
                                        + " where o.tenant = $1 and o.name = $3)")
                                .execute(Tuple.of(tenant, name, newName)))
                    .invoke(
                        rows -> {
                          if (rows.rowCount() == 0) {
                            throw MlflowRefusal.exists("A model named '" + newName + "' exists");
                          }
                        })
                    .chain(() -> moveFiles(connection, tenant, name, newName)))
        .chain(() -> get(tenant, newName));
  }

  private static Uni<RowSet<Row>> moveFiles(
      SqlClient client, String tenant, String name, String newName) {
    return client
        .preparedQuery(
            "update registry.mlflow_artifact set path = $3::text || substr(path, length($2::text) +"
                + " 1) where tenant = $1 and path >= $2::text || '/' and path < $2::text || '0'")
        .execute(Tuple.of(tenant, "registered/" + name, "registered/" + newName));
  }

  /// Deletes a model that no version entered the lifecycle of.
  Uni<Void> delete(String tenant, String name) {
    return pool.withTransaction(
        connection ->
            locked(connection, tenant, name)
                .call(
                    id ->
                        connection
                            .preparedQuery(
                                "delete from registry.mlflow_version where model_id = $1")
                            .execute(Tuple.of(id)))
                .call(
                    id ->
                        connection
                            .preparedQuery(
                                "delete from registry.mlflow_registered_model where model_id = $1")
                            .execute(Tuple.of(id)))
                .call(
                    id ->
                        connection
                            .preparedQuery("delete from registry.model where id = $1")
                            .execute(Tuple.of(id)))
                .replaceWithVoid());
  }

  /// Locks a model that may still be renamed or deleted, and returns its id.
  private Uni<Long> locked(SqlClient client, String tenant, String name) {
    return client
        .preparedQuery(
            "select m.id, exists (select 1 from registry.model_version v where v.model_id = m.id) as"
                + " living from registry.model m where m.tenant = $1 and m.name = $2 for update")
        .execute(Tuple.of(tenant, name))
        .map(
            rows -> {
              Row row =
                  Rows.first(rows)
                      .orElseThrow(
                          () -> MlflowRefusal.absent("There is no model named '" + name + "'"));
              if (row.getBoolean("living")) {
                throw MlflowRefusal.denied(
                    "A model whose versions entered the lifecycle keeps its name and its history:"
                        + " decline versions with POST /v1/models/"
                        + name
                        + "/versions/{version}/rejections");
              }
              return row.getLong("id");
            });
  }

  /// Returns the version that has an alias, by the lifecycle or by a client.
  Uni<Version> withAlias(String tenant, String name, Alias alias) {
    return row(pool, tenant, name).chain(() -> versions.withAlias(tenant, name, alias));
  }

  /// Gives an alias to a version that is ready, and takes it from the one that had it.
  Uni<Void> alias(String tenant, String name, Alias alias, int version) {
    return versions
        .get(tenant, name, version)
        .invoke(
            found -> {
              if (!found.status().equals(Version.READY)) {
                throw MlflowRefusal.invalid(
                    "Version "
                        + version
                        + " is "
                        + found.status()
                        + "; an alias needs one that is READY");
              }
            })
        .chain(
            () ->
                pool.preparedQuery(
                        "insert into registry.mlflow_alias select id, $3, $4 from registry.model"
                            + " where tenant = $1 and name = $2 on conflict (model_id, alias) do"
                            + " update set version = excluded.version")
                    .execute(Tuple.of(tenant, name, alias.name(), version)))
        .replaceWithVoid();
  }

  Uni<Void> removeAlias(String tenant, String name, Alias alias) {
    return row(pool, tenant, name)
        .chain(
            row ->
                pool.preparedQuery(
                        "delete from registry.mlflow_alias where model_id = $1 and alias = $2")
                    .execute(Tuple.of(row.getLong("model_id"), alias.name())))
        .replaceWithVoid();
  }
}
