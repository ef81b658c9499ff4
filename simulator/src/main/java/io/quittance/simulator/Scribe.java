package io.quittance.simulator;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import java.time.Instant;

/// Writes records with the ids of this simulation: the same seed, account, day and name give the
/// same identity.
final class Scribe {

  private final SimulationConfig config;

  Scribe(SimulationConfig config) {
    this.config = config;
  }

  SimulatedRecord event(int day, String name, Instant time, AccountEvent event) {
    return SimulatedRecord.of(source("book"), id(event.accountId(), day, name), time, event);
  }

  SimulatedRecord contact(int day, String name, Instant time, Outcome outcome) {
    return SimulatedRecord.of(source("dialer"), id(outcome.accountId(), day, name), time, outcome);
  }

  SimulatedRecord payment(int day, String name, Instant time, Outcome outcome) {
    return SimulatedRecord.of(source("ledger"), id(outcome.accountId(), day, name), time, outcome);
  }

  static String id(String accountId, int day, String name) {
    return accountId + "/" + day + "/" + name;
  }

  private String source(String system) {
    return "simulator/" + config.seed() + "/" + system;
  }
}
