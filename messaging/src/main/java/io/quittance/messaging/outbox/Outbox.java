package io.quittance.messaging.outbox;

import io.quittance.messaging.OutgoingRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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

  /// Takes all turns, in one order whatever that of the records, before it numbers the first
  /// record.
  private static final String INSERT_ALL =
      """
      with turn as materialized (
        select pg_advisory_xact_lock(hashtext('%1$s'), k.hash)
        from (select distinct hashtext(key) as hash
              from unnest($2::text[]) as key where key is not null order by 1) as k)
      insert into %1$s (topic, record_key, headers, payload)
      select r.topic, r.record_key, cast(r.headers as jsonb), r.payload
      from unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) with ordinality
        as r (topic, record_key, headers, payload, place)
      where (select count(*) from turn) >= 0
      order by r.place""";

  private final String table;
  private final String insertAll;

  public Outbox(OutboxConfig config) {
    this.table = table(config.schema());
    this.insertAll = INSERT_ALL.formatted(table);
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
    Tuple columns =
        Tuple.of(
            records.stream().map(OutgoingRecord::topic).toArray(String[]::new),
            records.stream().map(OutgoingRecord::key).toArray(String[]::new),
            records.stream().map(OutgoingRecord::headersJson).toArray(String[]::new),
            records.stream().map(r -> Buffer.buffer(r.payload())).toArray(Buffer[]::new));
    return client.preparedQuery(insertAll).execute(columns).replaceWithVoid();
  }

  /// Returns a statement that appends one record, for Hibernate's native queries: `?1` topic, `?2`
  /// record key, `?3` [OutgoingRecord#headersJson()], `?4` payload.
  public String insertSql() {
    return INSERT.formatted(table, "?1", "cast(?2 as text)", "?3", "?4");
  }
}
