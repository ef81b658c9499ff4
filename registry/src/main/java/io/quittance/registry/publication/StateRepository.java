package io.quittance.registry.publication;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.TopicsConfig;
import io.quittance.registry.publication.RegistryState.Published;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads what all models of all tenants have published, and begins incarnations.
@Singleton
final class StateRepository {

  private static final String WAITING =
      "select distinct record_key from registry.outbox where topic = $1";

  /// One statement, and thus one moment.
  private static final String MODELS =
      """
      select m.id, m.tenant, m.name, m.revision, a.alias, a.version, a.artifact_sha256,
        (select max(number) from registry.incarnation) as incarnation
      from registry.model m
      left join registry.alias_history a on a.model_id = m.id and a.valid_to is null
      where m.revision > 0
      """;

  private static final String PRESENT = "select max(number) from registry.incarnation";

  private static final String BEGIN =
      """
      insert into registry.incarnation (number, begun_at, cause) values ($1, now(), left($2, 1000))
      on conflict (number) do nothing
      """;

  private final Pool pool;
  private final TopicsConfig topics;

  StateRepository(Pool pool, TopicsConfig topics) {
    this.pool = pool;
    this.topics = topics;
  }

  /// Reads the database and sets it beside what the topic said before.
  Uni<RegistryState> read(Map<String, ModelLifecycleChanged> topic) {
    return pool.preparedQuery(WAITING)
        .execute(Tuple.of(topics.modelLifecycle()))
        .chain(rows -> read(keys(rows), topic));
  }

  private Uni<RegistryState> read(Set<String> waiting, Map<String, ModelLifecycleChanged> topic) {
    return pool.query(MODELS)
        .execute()
        .chain(
            rows ->
                rows.size() == 0
                    ? pool.query(PRESENT)
                        .execute()
                        .map(row -> row.iterator().next().getLong(0))
                        .map(number -> new RegistryState(number, Map.of(), waiting, topic))
                    : Uni.createFrom()
                        .item(
                            new RegistryState(
                                rows.iterator().next().getLong("incarnation"),
                                models(rows),
                                waiting,
                                topic)));
  }

  private static Set<String> keys(RowSet<Row> rows) {
    Set<String> keys = new HashSet<>();
    rows.forEach(row -> keys.add(row.getString(0)));
    return keys;
  }

  private static Map<String, Published> models(RowSet<Row> rows) {
    Map<String, Row> first = new HashMap<>();
    Map<String, Map<Alias, VersionRef>> aliases = new HashMap<>();
    for (Row row : rows) {
      String key = CloudEventHeaders.recordKey(row.getString("tenant"), row.getString("name"));
      first.putIfAbsent(key, row);
      Map<Alias, VersionRef> held = aliases.computeIfAbsent(key, _ -> new EnumMap<>(Alias.class));
      String alias = row.getString("alias");
      if (alias != null) {
        held.put(
            Alias.valueOf(alias),
            new VersionRef(row.getInteger("version"), row.getString("artifact_sha256")));
      }
    }
    Map<String, Published> models = new HashMap<>();
    first.forEach(
        (key, row) ->
            models.put(
                key,
                new Published(
                    row.getLong("id"),
                    row.getString("tenant"),
                    row.getString("name"),
                    row.getLong("revision"),
                    aliases.getOrDefault(key, Map.of()))));
    return models;
  }

  /// Begins an incarnation. What is published from now on names it.
  Uni<Void> begin(long number, String cause) {
    return pool.preparedQuery(BEGIN).execute(Tuple.of(number, cause)).replaceWithVoid();
  }
}
