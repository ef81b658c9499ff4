package io.quittance.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Writes records to the service's outbox table in the caller's transaction. Records that have no
/// Kafka offset to be replayed from are published this way: if and only if the transaction commits.
@Singleton
public final class Outbox {

  private static final String COLUMNS = "(topic, record_key, headers, payload) values ";

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
        .preparedQuery(
            "insert into " + table + COLUMNS + "($1, $2, cast(cast($3 as text) as jsonb), $4)")
        .executeBatch(rows)
        .replaceWithVoid();
  }

  /// Returns the same statement for Hibernate's native queries: `?1` topic, `?2` record key, `?3`
  /// [OutgoingRecord#headersJson()], `?4` payload.
  public String insertSql() {
    return "insert into " + table + COLUMNS + "(?1, ?2, cast(cast(?3 as text) as jsonb), ?4)";
  }

  private static io.vertx.core.buffer.Buffer payload(OutgoingRecord row) {
    return io.vertx.core.buffer.Buffer.buffer(row.payload());
  }
}
