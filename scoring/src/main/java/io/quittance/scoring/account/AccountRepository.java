package io.quittance.scoring.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.account.CorruptStateException;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.inbox.Columns;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

  /// A state that is known only in part may not tell who owes: then the debtor stays who is stored,
  /// unless what is not known is older than the event that names the debtor.
  private static final String SAVE =
      """
      update scoring.account a
      set debtor_id = case when s.certain then s.debtor_id
                           else coalesce(a.debtor_id, s.debtor_id) end,
          state = s.state, newest = s.newest, version = s.version
      from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[],
             $6::bigint[], $7::boolean[])
             as s (tenant, account_id, debtor_id, state, newest, version, certain)
      where a.tenant = s.tenant and a.account_id = s.account_id""";

  private static final String FIND =
      "select tenant, account_id, debtor_id, state, version from scoring.account"
          + " where tenant = $1 and account_id = $2 and version > 0";

  private static final String READ =
      """
      select a.tenant, a.account_id, a.debtor_id, a.state, a.version
      from unnest($1::text[], $2::text[]) as k (tenant, account_id)
      join scoring.account a on a.tenant = k.tenant and a.account_id = k.account_id
      where a.version > 0""";

  private static final String EXISTING =
      """
      select a.tenant, a.account_id
      from unnest($1::text[], $2::text[]) as k (tenant, account_id)
      join scoring.account a on a.tenant = k.tenant and a.account_id = k.account_id
      where a.version > 0""";

  private static final Logger LOG = Logger.getLogger(AccountRepository.class);
  private static final String STATES = "quittance.account.states";
  private static final String VERDICT = "verdict";

  private final Pool pool;
  private final SetAsideRepository setAside;
  private final ScoringWorker worker;
  private final Counter partlyKnown;
  private final Counter unreadable;

  public AccountRepository(
      Pool pool, SetAsideRepository setAside, ScoringWorker worker, MeterRegistry metrics) {
    this.pool = pool;
    this.setAside = setAside;
    this.worker = worker;
    this.partlyKnown = metrics.counter(STATES, VERDICT, "partly-known");
    this.unreadable = metrics.counter(STATES, VERDICT, "unreadable");
  }

  /// Reads the current account without a lock; empty when nothing is known about it.
  public Uni<Optional<AccountLedger.Stored>> find(AccountKey key) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(key.tenant(), key.accountId()))
        .map(AccountRepository::rows)
        .flatMap(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : worker.run(
                        ScoringWorker.Lane.REQUEST,
                        () -> Optional.of(decoded(rows.getFirst()).readable())));
  }

  /// Returns those of the accounts about which anything is known.
  public Uni<Set<AccountKey>> existing(Collection<AccountKey> keys) {
    return pool.preparedQuery(EXISTING)
        .execute(accountKeys(Set.copyOf(keys)))
        .map(
            rows -> {
              Set<AccountKey> existing = new HashSet<>();
              rows.forEach(row -> existing.add(new AccountKey(row.getString(0), row.getString(1))));
              return existing;
            });
  }

  /// Locks the accounts, creating missing ones, then their debtors and the named debtors, and reads
  /// the debtors' other accounts and what is set aside about any of them. States are decoded on the
  /// worker: a large one takes tens of milliseconds.
  public Uni<AccountLedger> lock(
      SqlConnection connection,
      ScoringWorker.Lane lane,
      Collection<AccountKey> keys,
      Collection<DebtorKey> named) {
    SortedSet<AccountKey> accounts = new TreeSet<>(keys);
    if (accounts.isEmpty()) {
      return Uni.createFrom().item(new AccountLedger());
    }
    return lockAccounts(connection, accounts)
        .flatMap(
            locked -> {
              SortedSet<DebtorKey> debtors = new TreeSet<>();
              locked.forEach(account -> account.debtor().ifPresent(debtors::add));
              Set<DebtorKey> unknown = new TreeSet<>(named);
              unknown.removeAll(debtors);
              debtors.addAll(unknown);
              return read(connection, locked, unknown, debtors)
                  .flatMap(read -> worker.run(lane, () -> ledger(locked, read)));
            });
  }

  /// Reads accounts as they are now, their debtors' other accounts, and what is set aside about any
  /// of them, without a lock: nothing may be written on the strength of it. The answer holds those
  /// of the accounts about which anything is known.
  public Uni<AccountLedger> read(ScoringWorker.Lane lane, Collection<AccountKey> keys) {
    return pool.withConnection(connection -> find(connection, keys))
        .flatMap(read -> worker.run(lane, () -> ledger(read.getItem1(), read.getItem2())));
  }

  private Uni<Tuple2<List<StoredRow>, Around>> find(
      SqlConnection connection, Collection<AccountKey> keys) {
    return connection
        .preparedQuery(READ)
        .execute(accountKeys(Set.copyOf(keys)))
        .map(AccountRepository::rows)
        .flatMap(
            found -> {
              SortedSet<DebtorKey> debtors = new TreeSet<>();
              found.forEach(account -> account.debtor().ifPresent(debtors::add));
              return around(connection, found, debtors).map(around -> Tuple2.of(found, around));
            });
  }

  private Uni<Around> around(
      SqlConnection connection, List<StoredRow> found, SortedSet<DebtorKey> debtors) {
    List<AccountKey> accounts = found.stream().map(StoredRow::key).toList();
    return Uni.combine()
        .all()
        .unis(siblings(connection, debtors, accounts), setAside.find(connection, accounts, debtors))
        .asTuple()
        .flatMap(
            read ->
                ofOthers(connection, read.getItem1())
                    .map(
                        facts ->
                            new Around(
                                read.getItem1(),
                                Stream.concat(read.getItem2().stream(), facts.stream()).toList())));
  }

  /// What is read when accounts and debtors are locked.
  private record Around(List<StoredRow> others, List<SetAside> facts) {}

  /// Locks the debtors and reads what is around them. The statements are sent together: each sees
  /// what others committed before the locks of the one before it were granted.
  private Uni<Around> read(
      SqlConnection connection,
      List<StoredRow> locked,
      Set<DebtorKey> unknown,
      SortedSet<DebtorKey> debtors) {
    return Uni.combine()
        .all()
        .unis(
            lockDebtors(connection, unknown, debtors),
            Uni.createFrom().deferred(() -> around(connection, locked, debtors)))
        .asTuple()
        .map(Tuple2::getItem2);
  }

  /// Reads what is set aside about a debtor's other accounts.
  private Uni<List<SetAside>> ofOthers(SqlConnection connection, List<StoredRow> others) {
    return others.isEmpty()
        ? Uni.createFrom().item(List.of())
        : setAside.find(connection, others.stream().map(StoredRow::key).toList(), List.of());
  }

  private AccountLedger ledger(List<StoredRow> locked, Around read) {
    AccountLedger ledger = new AccountLedger();
    Stream.concat(locked.stream(), read.others().stream())
        .forEach(
            row -> {
              switch (decoded(row)) {
                case Decoded.Readable readable -> ledger.add(readable.stored(), row.debtorId());
                case Decoded.Unreadable _ -> ledger.addUnreadable(row.key(), row.debtorId());
              }
            });
    read.facts().forEach(ledger::addSetAside);
    return ledger;
  }

  /// Writes changed accounts, which must be locked. States are encoded on the worker.
  public Uni<Void> save(
      SqlConnection connection, ScoringWorker.Lane lane, Collection<AccountLedger.Stored> changed) {
    if (changed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return worker
        .run(lane, () -> columns(changed))
        .flatMap(columns -> connection.preparedQuery(SAVE).execute(columns))
        .replaceWithVoid();
  }

  private static Tuple columns(Collection<AccountLedger.Stored> changed) {
    return Columns.of(changed)
        .text(s -> s.key().tenant())
        .text(s -> s.key().accountId())
        .text(s -> s.state().debtorId())
        .bytes(s -> AccountStateCodec.toBytes(s.state()))
        .instant(s -> s.state().newestFact())
        .bigint(AccountLedger.Stored::version)
        .bool(s -> s.state().isDebtorCertain())
        .tuple();
  }

  private static Uni<List<StoredRow>> lockAccounts(
      SqlConnection connection, SortedSet<AccountKey> keys) {
    return connection
        .preparedQuery(LOCK)
        .execute(accountKeys(keys))
        .map(AccountRepository::rows)
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
                  .map(AccountRepository::rows)
                  .invoke(found::addAll)
                  .replaceWith(found);
            });
  }

  private static Uni<Void> lockDebtors(
      SqlConnection connection, Set<DebtorKey> unknown, SortedSet<DebtorKey> debtors) {
    if (debtors.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Uni<Void> locked =
        connection
            .preparedQuery(LOCK_DEBTORS)
            .execute(debtorKeys(debtors).tuple())
            .replaceWithVoid();
    return unknown.isEmpty()
        ? locked
        : Uni.combine()
            .all()
            .unis(
                connection
                    .preparedQuery(CREATE_DEBTORS)
                    .execute(debtorKeys(unknown).tuple())
                    .replaceWithVoid(),
                locked)
            .discardItems();
  }

  private static Uni<List<StoredRow>> siblings(
      SqlConnection connection, SortedSet<DebtorKey> debtors, List<AccountKey> known) {
    if (debtors.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Tuple keys = debtorKeys(debtors).tuple();
    keys.addValue(known.stream().map(AccountKey::tenant).toArray(String[]::new));
    keys.addValue(known.stream().map(AccountKey::accountId).toArray(String[]::new));
    return connection.preparedQuery(SIBLINGS).execute(keys).map(AccountRepository::rows);
  }

  private static Tuple accountKeys(Collection<AccountKey> keys) {
    return Columns.of(keys).text(AccountKey::tenant).text(AccountKey::accountId).tuple();
  }

  private static Columns<DebtorKey> debtorKeys(Collection<DebtorKey> keys) {
    return Columns.of(keys).text(DebtorKey::tenant).text(DebtorKey::debtorId);
  }

  private static List<StoredRow> rows(RowSet<Row> rows) {
    List<StoredRow> stored = new ArrayList<>(rows.size());
    Set<AccountKey> seen = new HashSet<>();
    for (Row row : rows) {
      AccountKey key = new AccountKey(row.getString("tenant"), row.getString("account_id"));
      if (seen.add(key)) {
        stored.add(
            new StoredRow(
                key,
                row.getString("debtor_id"),
                row.getBuffer("state").getBytes(),
                row.getLong("version")));
      }
    }
    return stored;
  }

  private Decoded decoded(StoredRow row) {
    try {
      AccountState state =
          row.state().length == 0
              ? AccountState.empty(row.key().tenant(), row.key().accountId())
              : AccountStateCodec.fromBytes(row.state());
      if (!state.isWhollyKnown()) {
        partlyKnown.increment();
      }
      return new Decoded.Readable(new AccountLedger.Stored(row.key(), state, row.version()));
    } catch (CorruptStateException e) {
      unreadable.increment();
      LOG.errorf(
          e,
          "The state of account %s/%s cannot be read",
          row.key().tenant(),
          row.key().accountId());
      return new Decoded.Unreadable(row.key());
    }
  }

  /// An account as it is stored.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record StoredRow(AccountKey key, @Nullable String debtorId, byte[] state, long version) {

    Optional<DebtorKey> debtor() {
      return Optional.ofNullable(debtorId).map(id -> new DebtorKey(key.tenant(), id));
    }
  }

  private sealed interface Decoded {

    record Readable(AccountLedger.Stored stored) implements Decoded {}

    record Unreadable(AccountKey key) implements Decoded {}

    /// Returns the account.
    ///
    /// @throws UnreadableAccountException when it cannot be read
    default AccountLedger.Stored readable() {
      return switch (this) {
        case Readable readable -> readable.stored();
        case Unreadable unreadable -> throw new UnreadableAccountException(unreadable.key());
      };
    }
  }
}
