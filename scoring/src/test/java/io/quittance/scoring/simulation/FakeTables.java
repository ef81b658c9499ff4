package io.quittance.scoring.simulation;

import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.testkit.simulation.VirtualTime;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// The tables of scoring and what each of its statements does to them. A statement is known by a
/// part of its text; one that is not known ends the simulation.
final class FakeTables {

  /// An account id that a table refuses, as if it broke a rule of the table's own.
  static final String REFUSED = "refused";

  record Position(String topic, int partition, long offset) {}

  record Identity(String tenant, String source, String id) {}

  /// @param commit number of the transaction, in the order of commits
  @SuppressWarnings("ArrayRecordComponent")
  record Accepted(
      Identity identity,
      Instant time,
      String type,
      String accountId,
      byte[] hash,
      String fate,
      @Nullable Position position,
      @Nullable UUID decisionId,
      long commit) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Decided(
      UUID id,
      String tenant,
      String accountId,
      byte[] bytes,
      @Nullable Integer modelVersion,
      @Nullable Long accountVersion,
      long commit) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Account(@Nullable String debtorId, byte[] state, long version) {}

  record Logged(String fate, String reason) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Waiting(String topic, @Nullable String key, String headers, byte[] payload) {}

  private record Lock(String table, Object row) {}

  private record Garbled(int process, String accountId) {}

  private enum Statement {
    CLAIM("insert into scoring.identity"),
    KNOWN("select i.tenant, i.source, i.event_id"),
    INSERT_INBOX("insert into scoring.inbox"),
    LOG_FATES("insert into scoring.fate_log"),
    WITHDRAW_FATES("delete from scoring.fate_log"),
    RELEASE("delete from scoring.identity"),
    INSERT_DECISIONS("insert into scoring.decision "),
    LOCK_ACCOUNTS("for update of a"),
    CREATE_ACCOUNTS("insert into scoring.account "),
    CREATE_DEBTORS("insert into scoring.debtor"),
    LOCK_DEBTORS("for update of d"),
    SIBLINGS("a.debtor_id = k.debtor_id"),
    SAVE("update scoring.account a"),
    EXISTING("where a.version > 0"),
    FIND_SET_ASIDE("join scoring.set_aside s on"),
    ADD_SET_ASIDE("insert into scoring.set_aside"),
    REMOVE_SET_ASIDE("delete from scoring.set_aside"),
    APPEND("insert into scoring.outbox"),
    LOCK_RELAY("pg_try_advisory_xact_lock"),
    READ_OUTBOX("order by id limit $1"),
    DELETE_OUTBOX("delete from scoring.outbox"),
    ENSURE_MONTH("select scoring.ensure_month"),
    OUTSTANDING("clock_timestamp() as clock"),
    OPEN_CASES("insert into scoring.review");

    private final String part;

    Statement(String part) {
      this.part = part;
    }

    static Statement of(String sql) {
      for (Statement statement : values()) {
        if (sql.contains(statement.part)) {
          return statement;
        }
      }
      throw new AssertionError("the simulated database does not know the statement: " + sql);
    }
  }

  private final VirtualTime time;
  private final Locks locks;
  private final Map<String, Statement> known = new HashMap<>();
  private final Map<UUID, Instant> identities = new HashMap<>();
  private final Map<Identity, Accepted> inbox = new LinkedHashMap<>();
  private final Map<Position, Logged> fates = new HashMap<>();
  private final Map<UUID, Decided> decisions = new LinkedHashMap<>();
  private final Map<AccountKey, Account> accounts = new TreeMap<>();
  private final TreeMap<Long, Waiting> outbox = new TreeMap<>();
  private final Map<String, @Nullable Object[]> setAside = new LinkedHashMap<>();
  private final Set<Garbled> garbled = new HashSet<>();
  private final Set<String> openCases = new HashSet<>();
  private long commits;
  private long outboxIds;

  FakeTables(VirtualTime time, Locks locks) {
    this.time = time;
    this.locks = locks;
  }

  Map<Identity, Accepted> inbox() {
    return inbox;
  }

  Map<Position, Logged> fates() {
    return fates;
  }

  Map<UUID, Decided> decisions() {
    return decisions;
  }

  Map<AccountKey, Account> accounts() {
    return accounts;
  }

  boolean isOutboxEmpty() {
    return outbox.isEmpty();
  }

  /// Lets a process be unable to read an account's state, as one that another version wrote.
  void garble(int process, String accountId, boolean yes) {
    if (yes) {
      garbled.add(new Garbled(process, accountId));
    } else {
      garbled.remove(new Garbled(process, accountId));
    }
  }

  void commit(FakeTransaction transaction) {
    commits++;
    identities.putAll(transaction.claimed());
    transaction.created().forEach(key -> accounts.put(key, new Account(null, new byte[0], 0)));
    transaction.writes().forEach(Runnable::run);
  }

  private Statement statement(String sql) {
    return known.computeIfAbsent(sql, Statement::of);
  }

  /// Returns the locks that a statement takes, in order.
  List<Lock> locks(FakeTransaction mine, String sql, List<Tuple> rows) {
    List<Lock> wanted = new ArrayList<>();
    switch (statement(sql)) {
      case CLAIM -> {
        for (UUID id : uuids(rows, 0)) {
          if (!identities.containsKey(id)) {
            wanted.add(new Lock("identity", id));
          }
        }
      }
      case LOCK_ACCOUNTS -> {
        for (AccountKey key : accountKeys(rows, 0)) {
          if (isThere(mine, key)) {
            wanted.add(new Lock("account", key));
          }
        }
      }
      case CREATE_ACCOUNTS ->
          accountKeys(rows, 0).forEach(key -> wanted.add(new Lock("account", key)));
      case LOCK_DEBTORS -> debtorKeys(rows).forEach(key -> wanted.add(new Lock("debtor", key)));
      case APPEND -> {
        if (sql.contains("pg_advisory_xact_lock")) {
          new TreeSet<>(List.of(array(rows.getFirst(), 1, String[].class)))
              .forEach(key -> wanted.add(new Lock("turn", key)));
        }
      }
      default -> {}
    }
    return wanted;
  }

  /// Does what a statement says; all its locks are held.
  RowSet<Row> execute(FakeTransaction mine, int process, String sql, List<Tuple> rows) {
    Tuple first = rows.getFirst();
    return switch (statement(sql)) {
      case CLAIM -> claim(mine, first);
      case KNOWN -> known(first);
      case INSERT_INBOX -> insertInbox(mine, first);
      case LOG_FATES -> logFates(mine, first);
      case WITHDRAW_FATES -> withdrawFates(mine, first);
      case RELEASE -> {
        uuids(rows, 0).forEach(mine.claimed()::remove);
        yield FakeRows.changed(1);
      }
      case INSERT_DECISIONS -> insertDecisions(mine, first);
      case LOCK_ACCOUNTS -> lockAccounts(mine, process, accountKeys(rows, 0));
      case CREATE_ACCOUNTS -> createAccounts(mine, accountKeys(rows, 0));
      case CREATE_DEBTORS, LOCK_DEBTORS -> FakeRows.changed(1);
      case SIBLINGS -> siblings(process, rows);
      case SAVE -> save(mine, first);
      case EXISTING -> existing(first);
      case FIND_SET_ASIDE -> findSetAside(first);
      case ADD_SET_ASIDE -> addSetAside(mine, first);
      case REMOVE_SET_ASIDE -> removeSetAside(mine, first);
      case APPEND -> append(mine, first);
      case LOCK_RELAY -> new FakeRows("locked").add(lockRelay(mine));
      case READ_OUTBOX -> readOutbox(mine, first);
      case DELETE_OUTBOX -> {
        Long[] ids = array(first, 0, Long[].class);
        mine.atCommit(() -> List.of(ids).forEach(outbox::remove));
        yield FakeRows.changed(ids.length);
      }
      case ENSURE_MONTH -> new FakeRows("kept").add(true);
      case OUTSTANDING ->
          new FakeRows("clock", "permit_id").add(time.now().atOffset(ZoneOffset.UTC), null);
      case OPEN_CASES -> openCases(mine, first);
    };
  }

  private FakeRows claim(FakeTransaction mine, Tuple row) {
    UUID[] ids = array(row, 0, UUID[].class);
    OffsetDateTime[] times = array(row, 1, OffsetDateTime[].class);
    FakeRows claimed = new FakeRows("decision_id");
    for (int i = 0; i < ids.length; i++) {
      if (!identities.containsKey(ids[i])) {
        mine.claimed().put(ids[i], times[i].toInstant());
        claimed.add(ids[i]);
      }
    }
    return claimed;
  }

  private FakeRows known(Tuple row) {
    String[] tenants = array(row, 1, String[].class);
    String[] sources = array(row, 2, String[].class);
    String[] ids = array(row, 3, String[].class);
    FakeRows rows =
        new FakeRows(
            "tenant",
            "source",
            "event_id",
            "account_id",
            "content_sha256",
            "topic",
            "kafka_partition",
            "kafka_offset",
            "bytes");
    for (int i = 0; i < ids.length; i++) {
      Accepted accepted = inbox.get(new Identity(tenants[i], sources[i], ids[i]));
      if (accepted != null) {
        Position position = accepted.position();
        Decided decided =
            accepted.decisionId() == null ? null : decisions.get(accepted.decisionId());
        rows.add(
            tenants[i],
            sources[i],
            ids[i],
            accepted.accountId(),
            Buffer.buffer(accepted.hash()),
            position == null ? null : position.topic(),
            position == null ? null : (Object) position.partition(),
            position == null ? null : (Object) position.offset(),
            decided == null ? null : Buffer.buffer(decided.bytes()));
      }
    }
    return rows;
  }

  private FakeRows insertInbox(FakeTransaction mine, Tuple row) {
    String[] tenants = array(row, 0, String[].class);
    String[] sources = array(row, 1, String[].class);
    String[] ids = array(row, 2, String[].class);
    OffsetDateTime[] times = array(row, 3, OffsetDateTime[].class);
    String[] types = array(row, 4, String[].class);
    String[] accountIds = array(row, 5, String[].class);
    Buffer[] hashes = array(row, 6, Buffer[].class);
    String[] fates = array(row, 7, String[].class);
    String[] topics = array(row, 9, String[].class);
    Integer[] partitions = array(row, 10, Integer[].class);
    Long[] offsets = array(row, 11, Long[].class);
    UUID[] decisionIds = array(row, 12, UUID[].class);
    for (int i = 0; i < ids.length; i++) {
      int n = i;
      Identity identity = new Identity(tenants[n], sources[n], ids[n]);
      if (accountIds[n].startsWith(REFUSED)) {
        throw new PgException("invalid byte sequence for encoding", "ERROR", "22021", "");
      }
      if (inbox.containsKey(identity)) {
        throw new PgException("duplicate key value: " + identity, "ERROR", "23505", "");
      }
      mine.atCommit(
          () ->
              inbox.put(
                  identity,
                  new Accepted(
                      identity,
                      times[n].toInstant(),
                      types[n],
                      accountIds[n],
                      hashes[n].getBytes(),
                      fates[n],
                      topics[n] == null ? null : new Position(topics[n], partitions[n], offsets[n]),
                      decisionIds[n],
                      commits)));
    }
    return FakeRows.changed(ids.length);
  }

  private FakeRows logFates(FakeTransaction mine, Tuple row) {
    String[] topics = array(row, 0, String[].class);
    Integer[] partitions = array(row, 1, Integer[].class);
    Long[] offsets = array(row, 2, Long[].class);
    String[] told = array(row, 3, String[].class);
    String[] reasons = array(row, 4, String[].class);
    for (int i = 0; i < topics.length; i++) {
      Position position = new Position(topics[i], partitions[i], offsets[i]);
      Logged logged = new Logged(told[i], reasons[i]);
      mine.atCommit(() -> fates.putIfAbsent(position, logged));
    }
    return FakeRows.changed(topics.length);
  }

  private FakeRows withdrawFates(FakeTransaction mine, Tuple row) {
    String[] topics = array(row, 0, String[].class);
    Integer[] partitions = array(row, 1, Integer[].class);
    Long[] offsets = array(row, 2, Long[].class);
    for (int i = 0; i < topics.length; i++) {
      Position position = new Position(topics[i], partitions[i], offsets[i]);
      mine.atCommit(() -> fates.remove(position));
    }
    return FakeRows.changed(topics.length);
  }

  private FakeRows insertDecisions(FakeTransaction mine, Tuple row) {
    UUID[] ids = array(row, 0, UUID[].class);
    String[] tenants = array(row, 1, String[].class);
    String[] accountIds = array(row, 2, String[].class);
    Buffer[] bytes = array(row, 4, Buffer[].class);
    Integer[] versions = array(row, 5, Integer[].class);
    Long[] accountVersions = array(row, 6, Long[].class);
    for (int i = 0; i < ids.length; i++) {
      int n = i;
      mine.atCommit(
          () ->
              decisions.put(
                  ids[n],
                  new Decided(
                      ids[n],
                      tenants[n],
                      accountIds[n],
                      bytes[n].getBytes(),
                      versions[n],
                      accountVersions[n],
                      commits)));
    }
    return FakeRows.changed(ids.length);
  }

  private boolean isThere(FakeTransaction mine, AccountKey key) {
    return accounts.containsKey(key) || mine.created().contains(key);
  }

  private FakeRows lockAccounts(FakeTransaction mine, int process, List<AccountKey> keys) {
    FakeRows rows = accountRows();
    for (AccountKey key : keys) {
      if (isThere(mine, key)) {
        addAccount(rows, process, key);
      }
    }
    return rows;
  }

  private FakeRows createAccounts(FakeTransaction mine, List<AccountKey> keys) {
    for (AccountKey key : keys) {
      if (!accounts.containsKey(key)) {
        mine.created().add(key);
      }
    }
    return FakeRows.changed(keys.size());
  }

  private FakeRows siblings(int process, List<Tuple> rows) {
    Set<AccountKey> locked = new HashSet<>(accountKeys(rows, 2));
    List<DebtorKey> debtors = debtorKeys(rows);
    FakeRows found = accountRows();
    accounts.forEach(
        (key, account) -> {
          if (account.debtorId() != null
              && debtors.contains(new DebtorKey(key.tenant(), account.debtorId()))
              && !locked.contains(key)) {
            addAccount(found, process, key);
          }
        });
    return found;
  }

  private FakeRows findSetAside(Tuple keys) {
    List<AccountKey> ofAccounts = accountKeys(List.of(keys), 0);
    List<AccountKey> ofDebtors = accountKeys(List.of(keys), 2);
    FakeRows found =
        new FakeRows(
            "tenant",
            "account_id",
            "debtor_id",
            "decision_id",
            "topic",
            "kafka_partition",
            "kafka_offset",
            "ce_type",
            "cause",
            "ce_time");
    for (@Nullable Object[] values : setAside.values()) {
      String tenant = String.valueOf(values[0]);
      if (ofAccounts.contains(new AccountKey(tenant, String.valueOf(values[1])))
          || ofDebtors.contains(new AccountKey(tenant, String.valueOf(values[2])))) {
        found.add(values);
      }
    }
    return found;
  }

  private FakeRows addSetAside(FakeTransaction mine, Tuple columns) {
    UUID[] ids = array(columns, 3, UUID[].class);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == null
          || !(identities.containsKey(ids[i]) || mine.claimed().containsKey(ids[i]))) {
        @Nullable Object[] values = new Object[10];
        for (int column = 0; column < values.length; column++) {
          values[column] = array(columns, column, Object[].class)[i];
        }
        mine.atCommit(() -> setAside.putIfAbsent(place(values, 4, 0), values));
      }
    }
    return FakeRows.changed(ids.length);
  }

  private FakeRows removeSetAside(FakeTransaction mine, Tuple columns) {
    int rows = array(columns, 0, String[].class).length;
    for (int i = 0; i < rows; i++) {
      @Nullable Object[] values = new Object[5];
      for (int column = 0; column < values.length; column++) {
        values[column] = array(columns, column, Object[].class)[i];
      }
      mine.atCommit(() -> setAside.remove(place(values, 0, 3)));
    }
    return FakeRows.changed(rows);
  }

  /// @param position column of topic, partition and offset
  /// @param account column of tenant and account
  private static String place(@Nullable Object[] values, int position, int account) {
    return "%s-%s-%s %s/%s"
        .formatted(
            values[position],
            values[position + 1],
            values[position + 2],
            values[account],
            values[account + 1]);
  }

  private FakeRows existing(Tuple row) {
    FakeRows found = new FakeRows("tenant", "account_id");
    for (AccountKey key : accountKeys(List.of(row), 0)) {
      Account account = accounts.get(key);
      if (account != null && account.version() > 0) {
        found.add(key.tenant(), key.accountId());
      }
    }
    return found;
  }

  private static FakeRows accountRows() {
    return new FakeRows("tenant", "account_id", "debtor_id", "state", "version");
  }

  private void addAccount(FakeRows rows, int process, AccountKey key) {
    Account account = accounts.getOrDefault(key, new Account(null, new byte[0], 0));
    boolean unreadable = garbled.contains(new Garbled(process, key.accountId()));
    byte[] state = unreadable && account.version() > 0 ? new byte[] {'{'} : account.state();
    rows.add(
        key.tenant(), key.accountId(), account.debtorId(), Buffer.buffer(state), account.version());
  }

  private FakeRows save(FakeTransaction mine, Tuple row) {
    List<AccountKey> keys = accountKeys(List.of(row), 0);
    String[] debtorIds = array(row, 2, String[].class);
    Buffer[] states = array(row, 3, Buffer[].class);
    Long[] versions = array(row, 5, Long[].class);
    Boolean[] whole = array(row, 6, Boolean[].class);
    for (int i = 0; i < keys.size(); i++) {
      int n = i;
      mine.atCommit(
          () -> {
            Account before = accounts.get(keys.get(n));
            @Nullable String kept = whole[n] || before == null ? null : before.debtorId();
            accounts.put(
                keys.get(n),
                new Account(kept == null ? debtorIds[n] : kept, states[n].getBytes(), versions[n]));
          });
    }
    return FakeRows.changed(keys.size());
  }

  /// Ids are given when a record is appended, not when its transaction commits.
  private FakeRows append(FakeTransaction mine, Tuple row) {
    String[] topics = array(row, 0, String[].class);
    String[] keys = array(row, 1, String[].class);
    String[] headers = array(row, 2, String[].class);
    Buffer[] payloads = array(row, 3, Buffer[].class);
    for (int i = 0; i < topics.length; i++) {
      long id = ++outboxIds;
      Waiting waiting = new Waiting(topics[i], keys[i], headers[i], payloads[i].getBytes());
      mine.atCommit(() -> outbox.put(id, waiting));
    }
    return FakeRows.changed(topics.length);
  }

  private boolean lockRelay(FakeTransaction mine) {
    return locks.tryTake(mine, new Lock("relay", "scoring"));
  }

  private FakeRows readOutbox(FakeTransaction mine, Tuple row) {
    return waiting(row, _ -> true);
  }

  /// Reads what no other transaction has read (`for update skip locked`), as the relay did before
  /// it took turns.
  private FakeRows readOutboxSkippingLocked(FakeTransaction mine, Tuple row) {
    return waiting(row, id -> locks.tryTake(mine, new Lock("outbox", id)));
  }

  private FakeRows waiting(Tuple row, LongPredicate isFree) {
    int most = row.getInteger(0);
    Set<String> stalled = Set.of(array(row, 1, String[].class));
    Set<Long> stalledAlone = Set.of(array(row, 2, Long[].class));
    FakeRows rows = new FakeRows("id", "topic", "record_key", "headers", "payload");
    outbox.forEach(
        (id, waiting) -> {
          boolean left =
              waiting.key() == null ? !stalledAlone.contains(id) : !stalled.contains(waiting.key());
          if (left && rows.size() < most && isFree.test(id)) {
            rows.add(
                id,
                waiting.topic(),
                waiting.key(),
                waiting.headers(),
                Buffer.buffer(waiting.payload()));
          }
        });
    return rows;
  }

  private FakeRows openCases(FakeTransaction mine, Tuple row) {
    String[] tenants = array(row, 0, String[].class);
    UUID[] ids = array(row, 1, UUID[].class);
    String[] accountIds = array(row, 2, String[].class);
    String[] kinds = array(row, 4, String[].class);
    FakeRows opened = new FakeRows("tenant", "review_id");
    for (int i = 0; i < ids.length; i++) {
      String matter = tenants[i] + "/" + accountIds[i] + "/" + kinds[i];
      if (!openCases.contains(matter)) {
        opened.add(tenants[i], ids[i]);
        mine.atCommit(() -> openCases.add(matter));
      }
    }
    return opened;
  }

  private static List<UUID> uuids(List<Tuple> rows, int column) {
    return List.of(array(rows.getFirst(), column, UUID[].class));
  }

  private static List<AccountKey> accountKeys(List<Tuple> rows, int column) {
    String[] tenants = array(rows.getFirst(), column, String[].class);
    String[] ids = array(rows.getFirst(), column + 1, String[].class);
    List<AccountKey> keys = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      keys.add(new AccountKey(tenants[i], ids[i]));
    }
    keys.sort(null);
    return keys;
  }

  private static List<DebtorKey> debtorKeys(List<Tuple> rows) {
    String[] tenants = array(rows.getFirst(), 0, String[].class);
    String[] ids = array(rows.getFirst(), 1, String[].class);
    List<DebtorKey> keys = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      keys.add(new DebtorKey(tenants[i], ids[i]));
    }
    keys.sort(null);
    return keys;
  }

  private static <T> T array(Tuple row, int column, Class<T> type) {
    return type.cast(row.getValue(column));
  }
}
