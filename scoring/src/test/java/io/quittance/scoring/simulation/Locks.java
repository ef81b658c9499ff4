package io.quittance.scoring.simulation;

import io.quittance.testkit.simulation.VirtualTime;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The locks of a database: whoever comes second waits for the end of the first one's transaction.
final class Locks {

  private record Waiter(FakeTransaction transaction, Runnable granted) {}

  private static final class Lock {
    private @Nullable FakeTransaction holder;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
  }

  private final VirtualTime time;
  private final Map<Object, Lock> locks = new HashMap<>();
  private final Map<FakeTransaction, Lock> waits = new HashMap<>();

  Locks(VirtualTime time) {
    this.time = time;
  }

  /// Takes locks one after the other.
  ///
  /// @param taken called when all are held, or the transaction has ended while it waited
  /// @param failed called when waiting would never end
  void take(
      FakeTransaction transaction,
      List<?> keys,
      Runnable taken,
      Consumer<RuntimeException> failed) {
    take(transaction, keys.iterator(), taken, failed);
  }

  private void take(
      FakeTransaction transaction,
      Iterator<?> keys,
      Runnable taken,
      Consumer<RuntimeException> failed) {
    while (keys.hasNext()) {
      Object key = keys.next();
      if (!tryTake(transaction, key)) {
        Lock lock = Objects.requireNonNull(locks.get(key));
        if (isDeadlock(transaction, lock)) {
          failed.accept(new PgException("deadlock detected", "ERROR", "40P01", ""));
          return;
        }
        waits.put(transaction, lock);
        lock.waiters.add(
            new Waiter(
                transaction,
                () -> {
                  if (transaction.isOver()) {
                    taken.run();
                  } else {
                    take(transaction, keys, taken, failed);
                  }
                }));
        return;
      }
    }
    taken.run();
  }

  /// Takes a lock unless another transaction holds it.
  boolean tryTake(FakeTransaction transaction, Object key) {
    Lock lock = locks.computeIfAbsent(key, _ -> new Lock());
    if (lock.holder == null) {
      lock.holder = transaction;
      transaction.hold(key);
    }
    return lock.holder == transaction;
  }

  private boolean isDeadlock(FakeTransaction transaction, Lock wanted) {
    FakeTransaction holder = wanted.holder;
    while (holder != null && holder != transaction) {
      Lock next = waits.get(holder);
      holder = next == null ? null : next.holder;
    }
    return holder != null;
  }

  /// Gives up what a transaction holds and waits for.
  void release(FakeTransaction transaction) {
    Lock waited = waits.remove(transaction);
    if (waited != null) {
      waited.waiters.removeIf(waiter -> waiter.transaction() == transaction);
    }
    for (Object key : new ArrayList<>(transaction.held())) {
      Lock lock = Objects.requireNonNull(locks.get(key));
      Waiter next = lock.waiters.poll();
      lock.holder = next == null ? null : next.transaction();
      if (next == null) {
        locks.remove(key);
      } else {
        // It holds the lock from now on, even if it ends before it is told.
        waits.remove(next.transaction());
        next.transaction().hold(key);
        time.soon(1, next.transaction().life(), next.granted());
      }
    }
    transaction.held().clear();
  }
}
