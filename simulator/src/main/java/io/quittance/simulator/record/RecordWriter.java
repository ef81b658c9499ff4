package io.quittance.simulator.record;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Writes records with the ids of this simulation: the same seed, account, day and name give the
/// same identity.
public final class RecordWriter {

  private final long seed;
  private boolean silent;

  public RecordWriter(long seed) {
    this.seed = seed;
  }

  public SimulatedRecord event(int day, String name, Instant time, AccountEvent event) {
    return SimulatedRecord.of(source("book"), id(event.accountId(), day, name), time, event);
  }

  /// Adds what the dialer tells, unless nobody listens.
  public void contact(
      List<SimulatedRecord> records, int day, String name, Instant time, Supplier<Outcome> told) {
    add(records, "dialer", day, name, time, told);
  }

  /// Adds what the ledger tells, unless nobody listens.
  public void payment(
      List<SimulatedRecord> records, int day, String name, Instant time, Supplier<Outcome> told) {
    add(records, "ledger", day, name, time, told);
  }

  /// What happens while nobody listens changes the accounts and is not told.
  public void recording(boolean on) {
    silent = !on;
  }

  private void add(
      List<SimulatedRecord> records,
      String system,
      int day,
      String name,
      Instant time,
      Supplier<Outcome> told) {
    if (!silent) {
      Outcome outcome = told.get();
      String id = id(outcome.accountId(), day, name);
      records.add(SimulatedRecord.of(source(system), id, time, outcome));
    }
  }

  static String id(String accountId, int day, String name) {
    return accountId + "/" + day + "/" + name;
  }

  private String source(String system) {
    return "simulator/" + seed + "/" + system;
  }
}
