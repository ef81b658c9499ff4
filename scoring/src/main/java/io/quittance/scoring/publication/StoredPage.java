package io.quittance.scoring.publication;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import io.quittance.scoring.decision.StoredDecision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Reads pages of the stored decisions: of a tenant by time, of a partition by offset.
@Singleton
final class StoredPage {

  private static final String READ =
      """
      select decision_id, tenant, account_id, ce_time, bytes
      from scoring.decision
      where tenant = $1 and ce_time >= $2 and ce_time < $3 and (ce_time, decision_id) > ($2, $4)
        and ($5::text is null or account_id = $5)
      order by ce_time, decision_id
      limit $6""";

  /// No index serves this: it runs once in the life of a gap.
  private static final String READ_PARTITION =
      """
      select d.decision_id, d.tenant, d.account_id, d.ce_time, d.bytes, i.kafka_offset
      from scoring.inbox i
      join scoring.decision d on d.decision_id = i.decision_id and d.ce_time = i.ce_time
      where i.topic = $1 and i.kafka_partition = $2 and i.kafka_offset > $3 and i.kafka_offset < $4
      order by i.kafka_offset
      limit $5""";

  private static final String RECORDED =
      """
      select
        (select count(*) from scoring.inbox
          where topic = $1 and kafka_partition = $2 and kafka_offset > $3 and kafka_offset < $4)
        + (select count(*) from scoring.fate_log
          where topic = $1 and kafka_partition = $2 and kafka_offset > $3 and kafka_offset < $4)""";

  private final Pool pool;

  StoredPage(Pool pool) {
    this.pool = pool;
  }

  /// A decision and the offset of the record that caused it.
  record AtOffset(long offset, StoredDecision decision) {}

  /// Returns the decisions that records of a partition between two offsets, both exclusive, caused.
  Uni<List<AtOffset>> read(TopicPartition partition, long behind, long before, int limit) {
    return pool.preparedQuery(READ_PARTITION)
        .execute(Tuple.of(partition.topic(), partition.partition(), behind, before, limit))
        .map(
            rows -> {
              List<AtOffset> decisions = new ArrayList<>(rows.size());
              for (Row row : rows) {
                decisions.add(new AtOffset(row.getLong("kafka_offset"), decision(row)));
              }
              return decisions;
            });
  }

  /// Returns how many records of a partition between two offsets, both exclusive, have a fate.
  Uni<Long> recorded(TopicPartition partition, long behind, long before) {
    return pool.preparedQuery(RECORDED)
        .execute(Tuple.of(partition.topic(), partition.partition(), behind, before))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /// Returns the decisions behind a place and before a time, at most `limit`.
  Uni<List<StoredDecision>> read(
      String tenant, Place place, Instant to, @Nullable String accountId, int limit) {
    return pool.preparedQuery(READ)
        .execute(
            Tuple.from(
                new Object[] {
                  tenant, utc(place.time()), utc(to), place.behind(), accountId, limit
                }))
        .map(StoredPage::decisions);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static List<StoredDecision> decisions(RowSet<Row> rows) {
    List<StoredDecision> decisions = new ArrayList<>(rows.size());
    for (Row row : rows) {
      decisions.add(decision(row));
    }
    return decisions;
  }

  private static StoredDecision decision(Row row) {
    byte[] bytes = row.getBuffer("bytes").getBytes();
    try {
      JsonNode data = Json.read(bytes);
      return new StoredDecision(
          row.getUUID("decision_id"),
          row.getString("tenant"),
          row.getString("account_id"),
          Instant.parse(data.path("decidedAt").asText()),
          bytes,
          null,
          data.path("correlationId").asText(null),
          null,
          row.getOffsetDateTime("ce_time").toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
