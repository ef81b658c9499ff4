package io.quittance.simulator.record;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Creates records with the identities of one simulation: the same seed, account, day and name give
/// the same identity. Not thread-safe.
public final class RecordWriter {

  private final long seed;
  private boolean recording = true;

  public RecordWriter(long seed) {
    this.seed = seed;
  }

  public SimulatedRecord event(int day, String name, Instant time, AccountEvent event) {
    return SimulatedRecord.of(source("book"), id(event.accountId(), day, name), time, event);
  }

  /// Adds an outcome that the dialer reports, unless recording is off.
  public void contact(
      List<SimulatedRecord> records,
      int day,
      String name,
      Instant time,
      Supplier<Outcome> reported) {
    add(records, "dialer", day, name, time, reported);
  }

  /// Adds an outcome that the ledger reports, unless recording is off.
  public void payment(
      List<SimulatedRecord> records,
      int day,
      String name,
      Instant time,
      Supplier<Outcome> reported) {
    add(records, "ledger", day, name, time, reported);
  }

  /// Turns recording on or off. While it is off, outcomes change the accounts but no record is
  /// added.
  public void recording(boolean on) {
    recording = on;
  }

  private void add(
      List<SimulatedRecord> records,
      String system,
      int day,
      String name,
      Instant time,
      Supplier<Outcome> reported) {
    if (recording) {
      Outcome outcome = reported.get();
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
