package io.quittance.scoring.account;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.scoring.inbox.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads and writes account states, and locks accounts and debtors. Locks are taken in key order,
/// accounts before debtors, and are held until the transaction ends.
@Singleton
public final class AccountRepository {

  private static final String LOCK =
      """
      select a.tenant, a.account_id, a.debtor_id, a.state, a.version
      from unnest($1::text[], $2::text[]) as k (tenant, account_id)
      join scoring.account a on a.tenant = k.tenant and a.account_id = k.account_id
      order by a.tenant, a.account_id
      for update of a""";

  private static final String CREATE =
      """
      insert into scoring.account (tenant, account_id, state, version)
      select k.tenant, k.account_id, ''::bytea, 0
      from unnest($1::text[], $2::text[]) as k (tenant, account_id)
      on conflict do nothing""";

  private static final String CREATE_DEBTORS =
      """
      insert into scoring.debtor (tenant, debtor_id)
      select * from unnest($1::text[], $2::text[])
      on conflict do nothing""";

  private static final String LOCK_DEBTORS =
      """
      select 1
      from unnest($1::text[], $2::text[]) as k (tenant, debtor_id)
      join scoring.debtor d on d.tenant = k.tenant and d.debtor_id = k.debtor_id
      order by d.tenant, d.debtor_id
      for update of d""";

  private static final String SIBLINGS =
      """
      select a.tenant, a.account_id, a.debtor_id, a.state, a.version
      from unnest($1::text[], $2::text[]) as k (tenant, debtor_id)
      join scoring.account a on a.tenant = k.tenant and a.debtor_id = k.debtor_id
      where (a.tenant, a.account_id) not in (select * from unnest($3::text[], $4::text[]))""";

  private static final String SAVE =
      """
      update scoring.account a
      set debtor_id = s.debtor_id, state = s.state, newest = s.newest, version = s.version
      from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[],
             $6::bigint[]) as s (tenant, account_id, debtor_id, state, newest, version)
      where a.tenant = s.tenant and a.account_id = s.account_id""";

  private static final String FIND =
      "select tenant, account_id, debtor_id, state, version from scoring.account"
          + " where tenant = $1 and account_id = $2 and version > 0";

  private final Pool pool;

  public AccountRepository(Pool pool) {
    this.pool = pool;
  }

  /// Reads the current account without a lock; empty when nothing is known about it.
  public Uni<Optional<AccountLedger.Stored>> find(AccountKey key) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(key.tenant(), key.accountId()))
        .map(rows -> stored(rows).stream().findFirst());
  }

  /// Locks the accounts, creating missing ones, then their debtors and the named debtors, and reads
  /// the debtors' other accounts.
  public Uni<AccountLedger> lock(
      SqlConnection connection, Collection<AccountKey> keys, Collection<DebtorKey> named) {
    SortedSet<AccountKey> accounts = new TreeSet<>(keys);
    AccountLedger ledger = new AccountLedger();
    if (accounts.isEmpty()) {
      return Uni.createFrom().item(ledger);
    }
    return lockAccounts(connection, accounts)
        .flatMap(
            stored -> {
              SortedSet<DebtorKey> debtors = new TreeSet<>();
              stored.forEach(account -> debtor(account).ifPresent(debtors::add));
              Set<DebtorKey> unknown = new TreeSet<>(named);
              unknown.removeAll(debtors);
              debtors.addAll(unknown);
              stored.forEach(ledger::add);
              return lockDebtors(connection, unknown, debtors)
                  .chain(() -> siblings(connection, debtors, accounts))
                  .invoke(others -> others.forEach(ledger::add))
                  .replaceWith(ledger);
            });
  }

  /// Writes changed accounts, which must be locked.
  public Uni<Void> save(SqlConnection connection, Collection<AccountLedger.Stored> changed) {
    if (changed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        Columns.of(changed)
            .text(s -> s.key().tenant())
            .text(s -> s.key().accountId())
            .text(s -> s.state().debtorId())
            .bytes(s -> AccountStateCodec.toBytes(s.state()))
            .instant(s -> s.state().newestFact())
            .bigint(AccountLedger.Stored::version)
            .tuple();
    return connection.preparedQuery(SAVE).execute(columns).replaceWithVoid();
  }

  private static Uni<List<AccountLedger.Stored>> lockAccounts(
      SqlConnection connection, SortedSet<AccountKey> keys) {
    return connection
        .preparedQuery(LOCK)
        .execute(accountKeys(keys))
        .map(AccountRepository::stored)
        .flatMap(
            found -> {
              SortedSet<AccountKey> missing = new TreeSet<>(keys);
              found.forEach(account -> missing.remove(account.key()));
              if (missing.isEmpty()) {
                return Uni.createFrom().item(found);
              }
              return connection
                  .preparedQuery(CREATE)
                  .execute(accountKeys(missing))
                  .flatMap(_ -> connection.preparedQuery(LOCK).execute(accountKeys(missing)))
                  .map(AccountRepository::stored)
                  .invoke(found::addAll)
                  .replaceWith(found);
            });
  }

  private static Uni<Void> lockDebtors(
      SqlConnection connection, Set<DebtorKey> unknown, SortedSet<DebtorKey> debtors) {
    if (debtors.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Uni<Void> created =
        unknown.isEmpty()
            ? Uni.createFrom().voidItem()
            : connection
                .preparedQuery(CREATE_DEBTORS)
                .execute(debtorKeys(unknown).tuple())
                .replaceWithVoid();
    return created
        .chain(() -> connection.preparedQuery(LOCK_DEBTORS).execute(debtorKeys(debtors).tuple()))
        .replaceWithVoid();
  }

  private static Uni<List<AccountLedger.Stored>> siblings(
      SqlConnection connection, SortedSet<DebtorKey> debtors, SortedSet<AccountKey> locked) {
    if (debtors.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Tuple keys = debtorKeys(debtors).tuple();
    keys.addValue(locked.stream().map(AccountKey::tenant).toArray(String[]::new));
    keys.addValue(locked.stream().map(AccountKey::accountId).toArray(String[]::new));
    return connection.preparedQuery(SIBLINGS).execute(keys).map(AccountRepository::stored);
  }

  private static Tuple accountKeys(Collection<AccountKey> keys) {
    return Columns.of(keys).text(AccountKey::tenant).text(AccountKey::accountId).tuple();
  }

  private static Columns<DebtorKey> debtorKeys(Collection<DebtorKey> keys) {
    return Columns.of(keys).text(DebtorKey::tenant).text(DebtorKey::debtorId);
  }

  private static Optional<DebtorKey> debtor(AccountLedger.Stored account) {
    return Optional.ofNullable(account.state().debtorId())
        .map(id -> new DebtorKey(account.key().tenant(), id));
  }

  private static List<AccountLedger.Stored> stored(RowSet<Row> rows) {
    List<AccountLedger.Stored> stored = new ArrayList<>(rows.size());
    Set<AccountKey> seen = new HashSet<>();
    for (Row row : rows) {
      AccountKey key = new AccountKey(row.getString("tenant"), row.getString("account_id"));
      if (seen.add(key)) {
        byte[] bytes = row.getBuffer("state").getBytes();
        AccountState state =
            bytes.length == 0
                ? AccountState.empty(key.tenant(), key.accountId())
                : AccountStateCodec.fromBytes(bytes);
        stored.add(new AccountLedger.Stored(key, state, row.getLong("version")));
      }
    }
    return stored;
  }
}
