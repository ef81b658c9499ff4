package io.quittance.scoring.plan;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The latest decision of each account with what is known of its debtor, read page by page in one
/// snapshot. Accounts come debtor by debtor, and the states of a debtor are read once, however many
/// of the debtor's accounts have decisions.
@Singleton
final class LatestDecisionRepository {

  private static final int PAGE = 500;

  /// Later statements of the transaction read what the first one saw.
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";

  /// The order among decisions is that of [io.quittance.core.event.DecisionMade.Order].
  private static final String LATEST =
      """
      with latest as materialized (
        select distinct on (account_id) account_id, ce_time, decision_id
        from scoring.decision
        where tenant = $1 and ce_time >= $2 and ce_time < $3
        order by account_id, account_version desc nulls last, ce_time desc, decision_id desc
        limit $4)
      select l.account_id, l.ce_time, l.decision_id, a.debtor_id
      from latest l
      left join scoring.account a on a.tenant = $1 and a.account_id = l.account_id
      order by a.debtor_id, l.account_id""";

  private static final String DECISIONS =
      """
      select d.decision_id, d.bytes
      from unnest($1::uuid[], $2::timestamptz[]) as k (decision_id, ce_time)
      join scoring.decision d on d.decision_id = k.decision_id and d.ce_time = k.ce_time""";

  private static final String STATES =
      """
      select a.account_id, a.debtor_id, a.state,
        exists (select from scoring.set_aside s
                where s.tenant = $1 and s.account_id = a.account_id)
        or exists (select from scoring.set_aside s
                   where s.tenant = $1 and s.debtor_id = a.debtor_id) as set_aside
      from scoring.account a
      where a.tenant = $1 and a.debtor_id = any($2)
      union all
      select a.account_id, a.debtor_id, a.state,
        exists (select from scoring.set_aside s
                where s.tenant = $1 and s.account_id = a.account_id) as set_aside
      from scoring.account a
      where a.tenant = $1 and a.account_id = any($3) and a.debtor_id is null""";

  private final Pool pool;

  LatestDecisionRepository(Pool pool) {
    this.pool = pool;
  }

  /// A decision and whose it is.
  ///
  /// @param debtorId null when none is stored, or the account is not
  @SuppressWarnings("ArrayRecordComponent")
  record Latest(String accountId, @Nullable String debtorId, byte[] decision) {}

  /// An account now.
  ///
  /// @param state empty for an account about which nothing is known
  /// @param setAside whether a fact about it or its debtor is set aside
  @SuppressWarnings("ArrayRecordComponent")
  record Known(String accountId, @Nullable String debtorId, byte[] state, boolean setAside) {}

  /// Decisions of some accounts.
  ///
  /// @param accounts all accounts of their debtors
  /// @param fetched how many of them were read for this page; the others came with the last one
  record Page(List<Latest> decisions, List<Known> accounts, int fetched) {}

  private record Key(
      String accountId, OffsetDateTime time, UUID decisionId, @Nullable String debtorId) {}

  /// Passes on the latest decision of each account of the tenant that was decided in [from, to);
  /// the next page is read when the last is done with.
  ///
  /// @param most accounts to read at most
  Uni<Void> forEach(
      String tenant, Instant from, Instant to, int most, Function<Page, Uni<Void>> page) {
    Tuple parameters = Tuple.of(tenant, utc(from), utc(to), most);
    return pool.withTransaction(
        connection ->
            connection
                .query(SNAPSHOT)
                .execute()
                .chain(() -> connection.prepare(LATEST))
                .flatMap(
                    statement ->
                        pages(statement.cursor(parameters), new Reader(connection, tenant), page)
                            .eventually(statement::close)));
  }

  private static Uni<Void> pages(Cursor cursor, Reader reader, Function<Page, Uni<Void>> page) {
    return Multi.createBy()
        .repeating()
        .uni(() -> cursor.read(PAGE))
        .whilst(_ -> cursor.hasMore())
        .onItem()
        .transformToUniAndConcatenate(rows -> reader.read(keys(rows)).flatMap(page::apply))
        .onItem()
        .ignore()
        .collect()
        .last()
        .replaceWithVoid()
        .eventually(cursor::close);
  }

  private static List<Key> keys(RowSet<Row> rows) {
    List<Key> keys = new ArrayList<>(rows.size());
    for (Row row : rows) {
      keys.add(
          new Key(
              row.getString("account_id"),
              row.getOffsetDateTime("ce_time"),
              row.getUUID("decision_id"),
              row.getString("debtor_id")));
    }
    return keys;
  }

  /// Reads what belongs to a page. Keeps the accounts of its last debtor, with whom the next page
  /// may begin.
  private static final class Reader {

    private final SqlConnection connection;
    private final String tenant;
    private List<Known> kept = List.of();

    Reader(SqlConnection connection, String tenant) {
      this.connection = connection;
      this.tenant = tenant;
    }

    Uni<Page> read(List<Key> keys) {
      return decisions(keys)
          .flatMap(decisions -> states(keys).map(states -> page(keys, decisions, states)));
    }

    private Page page(List<Key> keys, Map<UUID, byte[]> decisions, List<Known> states) {
      List<Latest> latest = new ArrayList<>(keys.size());
      for (Key key : keys) {
        byte[] bytes = decisions.get(key.decisionId());
        if (bytes != null) {
          latest.add(new Latest(key.accountId(), key.debtorId(), bytes));
        }
      }
      List<Known> accounts = new ArrayList<>(kept);
      accounts.addAll(states);
      String last = keys.isEmpty() ? null : keys.getLast().debtorId();
      kept =
          last == null
              ? List.of()
              : accounts.stream().filter(account -> last.equals(account.debtorId())).toList();
      return new Page(latest, accounts, states.size());
    }

    private Uni<Map<UUID, byte[]>> decisions(List<Key> keys) {
      return connection
          .preparedQuery(DECISIONS)
          .execute(
              Tuple.of(
                  keys.stream().map(Key::decisionId).toArray(UUID[]::new),
                  keys.stream().map(Key::time).toArray(OffsetDateTime[]::new)))
          .map(
              rows -> {
                Map<UUID, byte[]> decisions = new HashMap<>();
                rows.forEach(
                    row -> decisions.put(row.getUUID(0), row.getBuffer("bytes").getBytes()));
                return decisions;
              });
    }

    private Uni<List<Known>> states(List<Key> keys) {
      Set<String> debtors = new TreeSet<>();
      Set<String> alone = new TreeSet<>();
      for (Key key : keys) {
        if (key.debtorId() == null) {
          alone.add(key.accountId());
        } else {
          debtors.add(key.debtorId());
        }
      }
      kept.forEach(account -> debtors.remove(account.debtorId()));
      return connection
          .preparedQuery(STATES)
          .execute(Tuple.of(tenant, debtors.toArray(new String[0]), alone.toArray(new String[0])))
          .map(
              rows -> {
                List<Known> states = new ArrayList<>(rows.size());
                rows.forEach(
                    row ->
                        states.add(
                            new Known(
                                row.getString("account_id"),
                                row.getString("debtor_id"),
                                row.getBuffer("state").getBytes(),
                                row.getBoolean("set_aside"))));
                return states;
              });
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
