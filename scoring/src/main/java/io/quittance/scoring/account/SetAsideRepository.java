package io.quittance.scoring.account;

import io.quittance.messaging.Origin;
import io.quittance.scoring.inbox.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts that are set aside. A row is written under the lock of its account.
@Singleton
public final class SetAsideRepository {

  private static final String COLUMNS =
      """
      select s.tenant, s.account_id, s.debtor_id, s.decision_id, s.topic, s.kafka_partition,
          s.kafka_offset, s.ce_type, s.cause, s.ce_time
      """;

  private static final String OF_ACCOUNTS_AND_DEBTORS =
      COLUMNS
          + """
          from unnest($1::text[], $2::text[]) as k (tenant, account_id)
          join scoring.set_aside s on s.tenant = k.tenant and s.account_id = k.account_id
          union all
          """
          + COLUMNS
          + """
          from unnest($3::text[], $4::text[]) as k (tenant, debtor_id)
          join scoring.set_aside s on s.tenant = k.tenant and s.debtor_id = k.debtor_id""";

  /// A fact whose identity was accepted meanwhile is not set aside when it is read once more.
  private static final String INSERT =
      """
      insert into scoring.set_aside (tenant, account_id, debtor_id, decision_id, topic,
          kafka_partition, kafka_offset, ce_type, cause, ce_time)
      select r.*
      from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::integer[],
          $7::bigint[], $8::text[], $9::text[], $10::timestamptz[])
          as r (tenant, account_id, debtor_id, decision_id, topic, kafka_partition, kafka_offset,
              ce_type, cause, ce_time)
      where r.decision_id is null
        or not exists (select from scoring.identity i where i.decision_id = r.decision_id)
      on conflict do nothing""";

  private static final String DELETE =
      """
      delete from scoring.set_aside s
      using unnest($1::text[], $2::integer[], $3::bigint[], $4::text[], $5::text[])
          as k (topic, kafka_partition, kafka_offset, tenant, account_id)
      where s.topic = k.topic and s.kafka_partition = k.kafka_partition
        and s.kafka_offset = k.kafka_offset and s.tenant = k.tenant
        and s.account_id = k.account_id""";

  private final Pool pool;

  public SetAsideRepository(Pool pool) {
    this.pool = pool;
  }

  /// Reads what is set aside about accounts, and about debtors whom the facts name.
  Uni<List<SetAside>> find(
      SqlConnection connection, Collection<AccountKey> accounts, Collection<DebtorKey> debtors) {
    Tuple keys = Columns.of(accounts).text(AccountKey::tenant).text(AccountKey::accountId).tuple();
    keys.addValue(debtors.stream().map(DebtorKey::tenant).toArray(String[]::new));
    keys.addValue(debtors.stream().map(DebtorKey::debtorId).toArray(String[]::new));
    return connection
        .preparedQuery(OF_ACCOUNTS_AND_DEBTORS)
        .execute(keys)
        .map(
            rows -> {
              List<SetAside> found = new ArrayList<>(rows.size());
              rows.forEach(row -> found.add(setAside(row)));
              return found;
            });
  }

  private static SetAside setAside(Row row) {
    String tenant = row.getString("tenant");
    @Nullable String debtorId = row.getString("debtor_id");
    @Nullable OffsetDateTime time = row.getOffsetDateTime("ce_time");
    return new SetAside(
        new AccountKey(tenant, row.getString("account_id")),
        debtorId == null ? null : new DebtorKey(tenant, debtorId),
        row.getUUID("decision_id"),
        new Origin(
            row.getString("topic"),
            row.getInteger("kafka_partition"),
            row.getLong("kafka_offset"),
            Instant.EPOCH),
        row.getString("ce_type"),
        row.getString("cause"),
        time == null ? null : time.toInstant());
  }

  /// Writes facts that are set aside now and removes those that were accepted. Identities that the
  /// transaction does not keep must have been released before.
  public Uni<Void> write(SqlConnection connection, List<SetAside> now, List<SetAside> accepted) {
    Uni<Void> removed =
        accepted.isEmpty() ? Uni.createFrom().voidItem() : remove(connection, accepted);
    return now.isEmpty() ? removed : removed.chain(() -> insert(connection, now));
  }

  private static Uni<Void> remove(SqlConnection connection, List<SetAside> accepted) {
    Tuple places =
        Columns.of(accepted)
            .text(s -> s.origin().topic())
            .integer(s -> s.origin().partition())
            .bigint(s -> s.origin().offset())
            .text(s -> s.account().tenant())
            .text(s -> s.account().accountId())
            .tuple();
    return connection.preparedQuery(DELETE).execute(places).replaceWithVoid();
  }

  private static Uni<Void> insert(SqlConnection connection, List<SetAside> now) {
    Tuple columns =
        Columns.of(now)
            .text(s -> s.account().tenant())
            .text(s -> s.account().accountId())
            .text(s -> s.debtor() == null ? null : s.debtor().debtorId())
            .uuid(SetAside::identity)
            .text(s -> s.origin().topic())
            .integer(s -> s.origin().partition())
            .bigint(s -> s.origin().offset())
            .text(SetAside::type)
            .text(SetAside::cause)
            .instant(SetAside::time)
            .tuple();
    return connection.preparedQuery(INSERT).execute(columns).replaceWithVoid();
  }

  /// Returns how many facts of all tenants are set aside.
  Uni<Long> count() {
    return pool.query("select count(*) from scoring.set_aside")
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }
}
