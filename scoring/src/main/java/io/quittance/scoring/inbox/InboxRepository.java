package io.quittance.scoring.inbox;

import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Origin;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores event identities, accepted events, and the fates of all other records.
@Singleton
public final class InboxRepository {

  private static final String CLAIM =
      """
      insert into scoring.identity (decision_id, ce_time)
      select * from unnest($1::uuid[], $2::timestamptz[])
      on conflict do nothing
      returning decision_id""";

  private static final String KNOWN =
      """
      select i.tenant, i.source, i.event_id, i.account_id, i.content_sha256, i.topic,
             i.kafka_partition, i.kafka_offset, d.bytes
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
             as k (decision_id, tenant, source, event_id)
      join scoring.identity n on n.decision_id = k.decision_id
      join scoring.inbox i
        on i.tenant = k.tenant and i.source = k.source and i.event_id = k.event_id
       and i.ce_time = n.ce_time
      left join scoring.decision d
        on d.decision_id = i.decision_id and d.ce_time = i.ce_time""";

  private static final String INSERT =
      """
      insert into scoring.inbox (tenant, source, event_id, ce_time, ce_type, account_id,
          content_sha256, fate, reason, topic, kafka_partition, kafka_offset, decision_id)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[],
          $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[], $11::integer[],
          $12::bigint[], $13::uuid[])""";

  private static final String LOG_FATES =
      """
      insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate, reason, ce_time)
      select * from unnest($1::text[], $2::integer[], $3::bigint[], $4::text[], $5::text[],
          $6::timestamptz[])
      on conflict do nothing""";

  private static final String WITHDRAW_FATES =
      """
      delete from scoring.fate_log f
      using unnest($1::text[], $2::integer[], $3::bigint[]) as k (topic, kafka_partition, kafka_offset)
      where f.topic = k.topic and f.kafka_partition = k.kafka_partition
        and f.kafka_offset = k.kafka_offset""";

  private static final String RELEASE =
      "delete from scoring.identity where decision_id = any($1::uuid[])";

  /// Claims identities. The claim becomes permanent when the transaction commits. Waits for other
  /// transactions that are claiming the same identities.
  ///
  /// @return the identities that were accepted before, with the stored event
  public Uni<Map<EventIdentity, KnownEvent>> claim(
      SqlConnection connection, Map<EventIdentity, Instant> identities) {
    if (identities.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    TreeMap<UUID, EventIdentity> byId = new TreeMap<>();
    identities.keySet().forEach(identity -> byId.put(identity.decisionId(), identity));
    Tuple claims =
        Columns.of(byId.entrySet())
            .uuid(Map.Entry::getKey)
            .instant(entry -> identities.get(entry.getValue()))
            .tuple();
    return connection
        .preparedQuery(CLAIM)
        .execute(claims)
        .flatMap(
            claimed -> {
              claimed.forEach(row -> byId.remove(row.getUUID(0)));
              return known(connection, byId);
            });
  }

  private Uni<Map<EventIdentity, KnownEvent>> known(
      SqlConnection connection, Map<UUID, EventIdentity> repeats) {
    if (repeats.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Tuple keys =
        Columns.of(repeats.entrySet())
            .uuid(Map.Entry::getKey)
            .text(entry -> entry.getValue().tenant())
            .text(entry -> entry.getValue().source())
            .text(entry -> entry.getValue().id())
            .tuple();
    return connection.preparedQuery(KNOWN).execute(keys).map(InboxRepository::knownEvents);
  }

  private static Map<EventIdentity, KnownEvent> knownEvents(RowSet<Row> rows) {
    Map<EventIdentity, KnownEvent> known = new HashMap<>();
    for (Row row : rows) {
      KnownEvent event = knownEvent(row);
      known.put(event.identity(), event);
    }
    return known;
  }

  private static KnownEvent knownEvent(Row row) {
    @Nullable Integer partition = row.getInteger("kafka_partition");
    @Nullable Long offset = row.getLong("kafka_offset");
    return new KnownEvent(
        new EventIdentity(
            row.getString("tenant"), row.getString("source"), row.getString("event_id")),
        row.getString("account_id"),
        row.getBuffer("content_sha256").getBytes(),
        row.getString("topic"),
        partition == null ? -1 : partition,
        offset == null ? -1 : offset,
        row.getBuffer("bytes") == null ? null : row.getBuffer("bytes").getBytes());
  }

  /// Writes the rows of accepted events.
  public Uni<Void> insert(SqlConnection connection, List<InboxRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        Columns.of(rows)
            .text(r -> r.envelope().identity().tenant())
            .text(r -> r.envelope().identity().source())
            .text(r -> r.envelope().identity().id())
            .instant(InboxRow::filedAt)
            .text(r -> r.envelope().type())
            .text(InboxRow::accountId)
            .bytes(InboxRow::contentSha256)
            .text(r -> r.fate().name())
            .text(InboxRow::reason)
            .text(r -> r.origin() == null ? null : r.origin().topic())
            .integer(r -> r.origin() == null ? null : Integer.valueOf(r.origin().partition()))
            .bigint(r -> r.origin() == null ? null : Long.valueOf(r.origin().offset()))
            .uuid(InboxRow::decisionId)
            .tuple();
    return connection.preparedQuery(INSERT).execute(columns).replaceWithVoid();
  }

  /// Writes fates by offset; an existing row is kept.
  public Uni<Void> log(SqlConnection connection, List<FateRow> fates) {
    if (fates.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        Columns.of(fates)
            .text(f -> f.origin().topic())
            .integer(f -> f.origin().partition())
            .bigint(f -> f.origin().offset())
            .text(f -> f.fate().name())
            .text(FateRow::reason)
            .instant(FateRow::time)
            .tuple();
    return connection.preparedQuery(LOG_FATES).execute(columns).replaceWithVoid();
  }

  /// Withdraws the fates of records that were refused, were read again before their offset was
  /// acknowledged, and are accepted after all.
  public Uni<Void> withdraw(SqlConnection connection, Collection<Origin> places) {
    if (places.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        Columns.of(places)
            .text(Origin::topic)
            .integer(Origin::partition)
            .bigint(Origin::offset)
            .tuple();
    return connection.preparedQuery(WITHDRAW_FATES).execute(columns).replaceWithVoid();
  }

  /// Releases claims whose events were refused, so that a corrected event may use the identity.
  public Uni<Void> release(SqlConnection connection, Collection<EventIdentity> identities) {
    if (identities.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Set<EventIdentity> distinct = new HashSet<>(identities);
    return connection
        .preparedQuery(RELEASE)
        .execute(Columns.of(distinct).uuid(EventIdentity::decisionId).tuple())
        .replaceWithVoid();
  }
}
