package io.quittance.scoring.permit;

import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.inbox.Columns;
import io.smallrye.mutiny.Uni;
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
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores permits. A settled permit never changes: every update requires status `reserved`.
@Singleton
public final class PermitRepository {

  private static final String COLUMNS =
      """
      p.permit_id, p.tenant, p.request_id, p.request_sha256, p.account_id, p.debtor_id,
      p.channel, p.place, p.number_ref, p.decision_id, p.simulated, p.valid_from, p.valid_until, p.status,
      p.revoked_by, p.revoked_by_pack, p.committed_at""";

  private static final String OUTSTANDING =
      "select clock_timestamp() as clock, "
          + COLUMNS
          + """

          from (values (1)) as one (n)
          left join (scoring.permit p
            join unnest($1::text[], $2::text[]) as k (tenant, account_id)
              on p.tenant = k.tenant and p.account_id = k.account_id and p.status = 'reserved')
          on true""";

  private static final String OF_REQUEST =
      "select " + COLUMNS + " from scoring.permit p where p.tenant = $1 and p.request_id = $2";

  private static final String FIND =
      "select clock_timestamp() as clock, "
          + COLUMNS
          + " from scoring.permit p where p.tenant = $1 and p.permit_id = $2";

  private static final String INSERT =
      """
      insert into scoring.permit (permit_id, tenant, request_id, request_sha256, account_id,
          debtor_id, channel, place, number_ref, decision_id, simulated, valid_from, valid_until,
          status)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'reserved')
      on conflict (tenant, request_id) do nothing""";

  private static final String SETTLE =
      """
      update scoring.permit p
      set status = s.status, revoked_by = s.revoked_by, revoked_by_pack = s.revoked_by_pack,
          committed_at = s.committed_at,
          ended_at = case when s.status = 'committed' then null else clock_timestamp() end
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
             as s (permit_id, status, revoked_by, revoked_by_pack, committed_at)
      where p.permit_id = s.permit_id and p.status = 'reserved'""";

  private static final String RELEASE =
      """
      update scoring.permit p
      set status = case when p.simulated or clock_timestamp() < p.valid_until
                        then 'released' else 'expired' end,
          ended_at = clock_timestamp()
      where p.tenant = $1 and p.permit_id = $2 and p.status = 'reserved'
      returning\s"""
          + COLUMNS;

  private static final String DECIDED_FOR =
      """
      select 1
      from scoring.identity i
      join scoring.decision d on d.decision_id = i.decision_id and d.ce_time = i.ce_time
      where i.decision_id = $1 and d.tenant = $2 and d.account_id = $3""";

  private final Pool pool;

  public PermitRepository(Pool pool) {
    this.pool = pool;
  }

  /// Returns the reserved permits of these accounts, which must be locked, and the clock reading.
  Uni<Outstanding> outstanding(SqlConnection connection, Collection<AccountKey> keys) {
    Tuple columns = Columns.of(keys).text(AccountKey::tenant).text(AccountKey::accountId).tuple();
    return connection.preparedQuery(OUTSTANDING).execute(columns).map(this::outstanding);
  }

  private Outstanding outstanding(RowSet<Row> rows) {
    Instant clock = instant(rows.iterator().next(), "clock");
    List<Permit> permits = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.getUUID("permit_id") != null) {
        permits.add(permit(row));
      }
    }
    return new Outstanding(clock, permits);
  }

  /// Returns the permit that a request obtained; empty when there is none.
  Uni<Optional<Permit>> ofRequest(SqlConnection connection, String tenant, String requestId) {
    return connection
        .preparedQuery(OF_REQUEST)
        .execute(Tuple.of(tenant, requestId))
        .map(PermitRepository::first);
  }

  /// Returns a permit of this tenant and the clock reading, without a lock.
  Uni<Optional<Outstanding>> find(String tenant, UUID permitId) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(tenant, permitId))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(outstanding(rows)));
  }

  /// Returns the current permit, locked until the transaction ends. Its account must be locked.
  Uni<Optional<Permit>> lock(SqlConnection connection, String tenant, UUID permitId) {
    return connection
        .preparedQuery(FIND + " for update")
        .execute(Tuple.of(tenant, permitId))
        .map(PermitRepository::first);
  }

  /// Writes a reserved permit.
  ///
  /// @return whether it was written; false when another permit has its request id
  Uni<Boolean> insert(SqlConnection connection, Permit permit) {
    Tuple row =
        Tuple.tuple()
            .addValue(permit.permitId())
            .addValue(permit.account().tenant())
            .addValue(permit.requestId())
            .addValue(permit.requestSha256())
            .addValue(permit.account().accountId())
            .addValue(permit.debtorId())
            .addValue(name(permit.channel()))
            .addValue(permit.place() == null ? null : name(permit.place()))
            .addValue(permit.numberRef())
            .addValue(permit.decisionId())
            .addValue(permit.simulated())
            .addValue(utc(permit.validFrom()))
            .addValue(utc(permit.validUntil()));
    return connection.preparedQuery(INSERT).execute(row).map(done -> done.rowCount() == 1);
  }

  /// Writes the new status of reserved permits; a permit that was settled meanwhile is kept.
  Uni<Void> settle(SqlConnection connection, Collection<Permit> settled) {
    if (settled.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        Columns.of(settled)
            .uuid(Permit::permitId)
            .text(permit -> permit.status().wireName())
            .text(permit -> permit.revokedBy() == null ? null : permit.revokedBy().ruleId())
            .text(permit -> permit.revokedBy() == null ? null : permit.revokedBy().pack())
            .instant(Permit::committedAt)
            .tuple();
    return connection.preparedQuery(SETTLE).execute(columns).replaceWithVoid();
  }

  /// Releases a reserved permit; empty when there is none.
  Uni<Optional<Permit>> release(String tenant, UUID permitId) {
    return pool.preparedQuery(RELEASE)
        .execute(Tuple.of(tenant, permitId))
        .map(PermitRepository::first);
  }

  /// Returns whether the tenant has this decision about the account.
  Uni<Boolean> isDecidedFor(AccountKey account, UUID decisionId) {
    return pool.preparedQuery(DECIDED_FOR)
        .execute(Tuple.of(decisionId, account.tenant(), account.accountId()))
        .map(rows -> rows.size() > 0);
  }

  private static Optional<Permit> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(permit(rows.iterator().next()));
  }

  private static Permit permit(Row row) {
    String place = row.getString("place");
    return new Permit(
        row.getUUID("permit_id"),
        row.getString("request_id"),
        row.getString("request_sha256"),
        new AccountKey(row.getString("tenant"), row.getString("account_id")),
        row.getString("debtor_id"),
        Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
        place == null ? null : Place.valueOf(place.toUpperCase(Locale.ROOT)),
        row.getString("number_ref"),
        row.getUUID("decision_id"),
        row.getBoolean("simulated"),
        instant(row, "valid_from"),
        instant(row, "valid_until"),
        PermitStatus.ofWireName(row.getString("status")),
        revocation(row),
        row.getOffsetDateTime("committed_at") == null ? null : instant(row, "committed_at"));
  }

  private static Permit.@Nullable Revocation revocation(Row row) {
    String rule = row.getString("revoked_by");
    return rule == null ? null : new Permit.Revocation(rule, row.getString("revoked_by_pack"));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
