package io.quittance.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Writes records to the service's outbox table in the caller's transaction. Records that have no
/// Kafka offset to be replayed from are published this way: if and only if the transaction commits.
/// A transaction that appends a record waits for those that appended one with the same key, so that
/// for each key the order of the ids is that of the commits.
@Singleton
public final class Outbox {

  private static final String INSERT =
      """
      with turn as materialized (select pg_advisory_xact_lock(hashtext('%1$s'), hashtext(%3$s)))
      insert into %1$s (topic, record_key, headers, payload)
      select %2$s, %3$s, cast(cast(%4$s as text) as jsonb), %5$s from turn""";

  private final String table;

  public Outbox(OutboxConfig config) {
    this.table = table(config.schema());
  }

  /// Returns the outbox table of a schema.
  ///
  /// @throws IllegalArgumentException unless the schema is a plain identifier
  static String table(String schema) {
    if (!schema.matches("[a-z_][a-z0-9_]*")) {
      throw new IllegalArgumentException("quittance.outbox.schema is not an identifier: " + schema);
    }
    return schema + ".outbox";
  }

  /// Appends records; their ids follow the order of the list.
  public Uni<Void> append(SqlClient client, List<OutgoingRecord> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Tuple> rows =
        records.stream()
            .map(r -> Tuple.of(r.topic(), r.key(), r.headersJson(), payload(r)))
            .toList();
    return client
        .preparedQuery(insert("$1", "cast($2 as text)", "$3", "$4"))
        .executeBatch(rows)
        .replaceWithVoid();
  }

  /// Returns the same statement for Hibernate's native queries: `?1` topic, `?2` record key, `?3`
  /// [OutgoingRecord#headersJson()], `?4` payload.
  public String insertSql() {
    return insert("?1", "cast(?2 as text)", "?3", "?4");
  }

  private String insert(String topic, String key, String headers, String payload) {
    return INSERT.formatted(table, topic, key, headers, payload);
  }

  private static io.vertx.core.buffer.Buffer payload(OutgoingRecord row) {
    return io.vertx.core.buffer.Buffer.buffer(row.payload());
  }
}
