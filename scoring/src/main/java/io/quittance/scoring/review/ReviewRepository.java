package io.quittance.scoring.review;

import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.scoring.inbox.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Stores review cases. Every writer of a case holds the lock of its account, so two writers of one
/// case wait for each other there and nowhere else.
@Singleton
public final class ReviewRepository {

  private static final String OPEN =
      """
      insert into scoring.review (tenant, review_id, account_id, debtor_id, kind, status, reason,
          decision_id, opened_by, opened_at, rule_id, rule_pack, citation, correlation_id)
      select n.tenant, n.review_id, n.account_id, n.debtor_id, n.kind, 'open', n.reason,
          n.decision_id, n.opened_by, n.opened_at, n.rule_id, n.rule_pack, n.citation,
          n.correlation_id
      from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::uuid[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[],
          $13::text[], $14::text[]) with ordinality
        as n (tenant, review_id, account_id, debtor_id, kind, reason, decision_id, opened_by,
          opened_at, reported_at, rule_id, rule_pack, citation, correlation_id, place)
      where not exists (
        select from scoring.review r
        where r.tenant = n.tenant and r.account_id = n.account_id and r.kind = n.kind
          and (r.status = 'open' or r.concluded_at >= n.reported_at))
      order by n.place
      on conflict do nothing
      returning tenant, review_id""";

  private static final String RECORD =
      """
      insert into scoring.review (tenant, review_id, account_id, debtor_id, kind, status, reason,
          decision_id, opened_by, opened_at, rule_id, rule_pack, citation, correlation_id, verdict,
          conclusion_reason, action, offer, concluded_by, concluded_at)
      values ($1, $2, $3, $4, $5, 'concluded', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
          $17, $18, $19)""";

  private static final String CONCLUDE =
      """
      update scoring.review
      set status = 'concluded', verdict = $3, conclusion_reason = $4, action = $5, offer = $6,
          concluded_by = $7, concluded_at = $8
      where tenant = $1 and review_id = $2 and status = 'open'""";

  private static final String FIND =
      "select * from scoring.review where tenant = $1 and review_id = $2";

  private static final String FIND_OPEN =
      "select * from scoring.review"
          + " where tenant = $1 and account_id = $2 and kind = $3 and status = 'open'";

  private static final String LENGTH =
      "select kind, count(*) as cases from scoring.review where status = 'open' group by kind";

  private static final String DECIDED =
      """
      select 1
      from scoring.identity i
      join scoring.decision d on d.decision_id = i.decision_id and d.ce_time = i.ce_time
      where i.decision_id = $1 and d.tenant = $2 and d.account_id = $3""";

  private final Pool pool;

  ReviewRepository(Pool pool) {
    this.pool = pool;
  }

  /// Opens the cases that are not open and were not concluded since they were reported, in one
  /// statement, and returns them. Of several cases of a kind for an account, the first is opened.
  public Uni<List<NewCase>> open(SqlConnection connection, List<NewCase> cases) {
    if (cases.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Tuple columns =
        Columns.of(cases)
            .text(NewCase::tenant)
            .uuid(NewCase::reviewId)
            .text(NewCase::accountId)
            .text(NewCase::debtorId)
            .text(c -> WireNames.of(c.kind()))
            .text(NewCase::reason)
            .uuid(NewCase::decisionId)
            .text(NewCase::openedBy)
            .instant(NewCase::openedAt)
            .instant(NewCase::reportedAt)
            .text(NewCase::ruleId)
            .text(NewCase::rulePack)
            .text(NewCase::citation)
            .text(NewCase::correlationId)
            .tuple();
    return connection.preparedQuery(OPEN).execute(columns).map(rows -> opened(cases, rows));
  }

  private static List<NewCase> opened(List<NewCase> cases, RowSet<Row> rows) {
    Set<List<Object>> ids = new HashSet<>();
    rows.forEach(row -> ids.add(List.of(row.getString("tenant"), row.getUUID("review_id"))));
    return cases.stream().filter(c -> ids.contains(List.of(c.tenant(), c.reviewId()))).toList();
  }

  /// Writes a case that was never open.
  Uni<Void> record(SqlConnection connection, Review review, Review.Concluded concluded) {
    return connection
        .preparedQuery(RECORD)
        .execute(ReviewRows.recorded(review, concluded))
        .replaceWithVoid();
  }

  /// Writes the conclusion of an open case.
  ///
  /// @throws IllegalStateException (as failure) when it is no longer open, because it was not
  ///   locked
  Uni<Void> conclude(SqlConnection connection, Review review, Review.Concluded concluded) {
    return connection
        .preparedQuery(CONCLUDE)
        .execute(ReviewRows.conclusion(review, concluded))
        .map(
            rows -> {
              if (rows.rowCount() != 1) {
                throw new IllegalStateException("a review was concluded without its lock");
              }
              return rows;
            })
        .replaceWithVoid();
  }

  /// Returns a case of this tenant, without a lock.
  public Uni<Optional<Review>> find(String tenant, UUID reviewId) {
    return pool.preparedQuery(FIND).execute(Tuple.of(tenant, reviewId)).map(ReviewRows::first);
  }

  /// Returns a case of this tenant, whose account must be locked.
  public Uni<Optional<Review>> find(SqlConnection connection, String tenant, UUID reviewId) {
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.of(tenant, reviewId))
        .map(ReviewRows::first);
  }

  /// Returns the open case of a kind for an account, which must be locked.
  Uni<Optional<Review>> findOpen(
      SqlConnection connection, String tenant, String accountId, ReviewKind kind) {
    return connection
        .preparedQuery(FIND_OPEN)
        .execute(Tuple.of(tenant, accountId, WireNames.of(kind)))
        .map(ReviewRows::first);
  }

  /// Returns one page of the cases of a tenant, oldest first.
  public Uni<List<Review>> page(String tenant, ReviewFilter filter) {
    ReviewFilter.Query query = filter.query(tenant);
    return pool.preparedQuery(query.sql()).execute(query.parameters()).map(ReviewRows::all);
  }

  /// Returns the number of open cases of each kind, over all tenants, without kinds that have none.
  Uni<Map<ReviewKind, Long>> length() {
    return pool.query(LENGTH)
        .execute()
        .map(
            rows -> {
              Map<ReviewKind, Long> cases = new EnumMap<>(ReviewKind.class);
              rows.forEach(
                  row ->
                      cases.put(
                          WireNames.read(ReviewKind.class, row.getString("kind")),
                          row.getLong("cases")));
              return cases;
            });
  }

  /// Returns whether there is this decision about this account.
  Uni<Boolean> isDecided(SqlConnection connection, UUID decisionId, String tenant, String account) {
    return connection
        .preparedQuery(DECIDED)
        .execute(Tuple.of(decisionId, tenant, account))
        .map(rows -> rows.size() > 0);
  }
}
