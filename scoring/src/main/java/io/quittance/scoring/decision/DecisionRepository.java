package io.quittance.scoring.decision;

import io.quittance.scoring.inbox.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Decisions as they were published.
@Singleton
public final class DecisionRepository {

  private static final String INSERT =
      """
      insert into scoring.decision (decision_id, tenant, account_id, ce_time, bytes, model_version,
          account_version)
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::bytea[],
          $6::integer[], $7::bigint[])""";

  private static final String FIND =
      """
      select d.bytes
      from scoring.identity i
      join scoring.decision d on d.decision_id = i.decision_id and d.ce_time = i.ce_time
      where i.decision_id = $1 and d.tenant = $2""";

  private final Pool pool;

  public DecisionRepository(Pool pool) {
    this.pool = pool;
  }

  public Uni<Void> insert(SqlConnection connection, List<StoredDecision> decisions) {
    if (decisions.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        Columns.of(decisions)
            .uuid(StoredDecision::decisionId)
            .text(StoredDecision::tenant)
            .text(StoredDecision::accountId)
            .instant(StoredDecision::filedAt)
            .bytes(StoredDecision::bytes)
            .integer(StoredDecision::modelVersion)
            .bigint(StoredDecision::accountVersion)
            .tuple();
    return connection.preparedQuery(INSERT).execute(columns).replaceWithVoid();
  }

  /// The bytes of a decision of this tenant.
  public Uni<Optional<byte[]>> find(String tenant, UUID decisionId) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(decisionId, tenant))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getBuffer("bytes").getBytes()));
  }
}
