package io.quittance.scoring.simulation;

import io.quittance.scoring.account.AccountKey;
import io.quittance.testkit.simulation.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A transaction: the locks that it holds, what it sees of its own, and what its commit will do.
final class FakeTransaction {

  private final Life life;
  private final Set<Object> held = new LinkedHashSet<>();
  private final List<Runnable> writes = new ArrayList<>();
  private final Map<UUID, Instant> claimed = new LinkedHashMap<>();
  private final Set<AccountKey> created = new HashSet<>();
  private boolean failed;
  private boolean over;

  FakeTransaction(Life life) {
    this.life = life;
  }

  Life life() {
    return life;
  }

  Set<Object> held() {
    return held;
  }

  void hold(Object key) {
    held.add(key);
  }

  /// Returns the identities that it has inserted.
  Map<UUID, Instant> claimed() {
    return claimed;
  }

  /// Returns the accounts that it has inserted.
  Set<AccountKey> created() {
    return created;
  }

  void atCommit(Runnable write) {
    writes.add(write);
  }

  List<Runnable> writes() {
    return writes;
  }

  /// Returns whether a statement failed, after which all others do.
  boolean hasFailed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  boolean isOver() {
    return over;
  }

  void finish() {
    over = true;
  }
}
