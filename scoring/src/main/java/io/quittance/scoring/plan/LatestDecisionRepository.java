package io.quittance.scoring.plan;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The latest decision of each account, read page by page in one snapshot.
@Singleton
final class LatestDecisionRepository {

  private static final int PAGE = 500;

  /// The order is that of [io.quittance.core.event.DecisionMade.Order]. The time bounds are said
  /// twice, so that both halves read the partitions of those months alone.
  private static final String LATEST =
      """
      with latest as materialized (
        select distinct on (account_id) account_id, ce_time, decision_id
        from scoring.decision
        where tenant = $1 and ce_time >= $2 and ce_time < $3
        order by account_id, account_version desc nulls last, ce_time desc, decision_id desc
        limit $4)
      select d.bytes, a.state,
        (select array_agg(s.state) from scoring.account s
         where s.tenant = $1 and s.debtor_id = a.debtor_id and s.account_id <> a.account_id)
          as siblings
      from latest l
      join scoring.decision d
        on d.decision_id = l.decision_id and d.ce_time = l.ce_time
        and d.ce_time >= $2 and d.ce_time < $3
      left join scoring.account a on a.tenant = $1 and a.account_id = l.account_id""";

  private final Pool pool;

  LatestDecisionRepository(Pool pool) {
    this.pool = pool;
  }

  /// A decision and its account.
  ///
  /// @param state of the account now; null when it is not stored
  /// @param siblings states of the debtor's other accounts now
  @SuppressWarnings("ArrayRecordComponent")
  record Latest(byte[] decision, byte @Nullable [] state, List<byte[]> siblings) {}

  /// Passes on the latest decision of each account of the tenant that was decided in [from, to), in
  /// no order; the next page is read when the last is done with.
  ///
  /// @param most accounts to read at most
  Uni<Void> forEach(
      String tenant, Instant from, Instant to, int most, Function<RowSet<Row>, Uni<Void>> page) {
    Tuple parameters = Tuple.of(tenant, utc(from), utc(to), most);
    return pool.withTransaction(
        connection ->
            connection
                .prepare(LATEST)
                .flatMap(
                    statement -> pages(statement, parameters, page).eventually(statement::close)));
  }

  private static Uni<Void> pages(
      PreparedStatement statement, Tuple parameters, Function<RowSet<Row>, Uni<Void>> page) {
    Cursor cursor = statement.cursor(parameters);
    return Multi.createBy()
        .repeating()
        .uni(() -> cursor.read(PAGE))
        .whilst(_ -> cursor.hasMore())
        .onItem()
        .transformToUniAndConcatenate(page::apply)
        .onItem()
        .ignore()
        .collect()
        .last()
        .replaceWithVoid()
        .eventually(cursor::close);
  }

  /// The columns of a row.
  static Latest latest(Row row) {
    var state = row.getBuffer("state");
    var siblings = row.get(Buffer[].class, row.getColumnIndex("siblings"));
    return new Latest(
        row.getBuffer("bytes").getBytes(),
        state == null || state.length() == 0 ? null : state.getBytes(),
        siblings == null
            ? List.of()
            : Stream.of(siblings)
                .filter(sibling -> sibling.length() > 0)
                .map(Buffer::getBytes)
                .toList());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
