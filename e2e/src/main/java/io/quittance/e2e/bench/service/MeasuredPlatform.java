package io.quittance.e2e.bench.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.e2e.audit.evidence.ConsumerLag;
import io.quittance.e2e.faults.platform.FreePorts;
import io.quittance.embedded.process.Patience;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.Platform;
import io.quittance.local.launch.PortMap;
import io.quittance.local.launch.StartProgress;
import io.quittance.local.traffic.Approver;
import io.quittance.local.traffic.Rest;
import io.quittance.local.traffic.Traffic;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// The platform as `./quittance up` starts it, durable, with a simulated portfolio and a champion
/// that it has trained itself from that portfolio's outcomes.
final class MeasuredPlatform implements AutoCloseable {

  private static final int ACCOUNTS = 1_500;
  private static final int MOST_DAYS = 90;
  private static final int RECENT_DAYS = 10;
  private static final long SEED = 20_260_105;
  private static final String MODEL = "payment-30d";
  private static final String SOURCE = "/bench/accounts";
  private static final String DECIDED =
      "select account_id from scoring.inbox where source = ? and fate = 'DECIDED' order by 1";
  private static final Duration STILL = Duration.ofMinutes(3);

  /// One training, from the labels of a month, and no other during the measurement.
  private static final Map<String, String> SETTINGS =
      Map.of("quittance.trigger.min-labels", "5000", "quittance.trigger.cooldown", "P365D");

  private final Platform platform;
  private final Rest rest;
  private final Tokens tokens;
  private final ConsumerLag lag;
  private List<String> accounts = List.of();
  private Instant now = Instant.EPOCH;

  private MeasuredPlatform(Platform platform) {
    this.platform = platform;
    this.rest = new Rest(platform.ports());
    this.tokens = new Tokens(platform.ports().issuerUrl());
    this.lag = new ConsumerLag(platform.ports().bootstrapServers());
  }

  /// Starts the platform on an empty directory and plays until a champion serves.
  ///
  /// @param progress takes a line for each step
  static MeasuredPlatform start(Path directory, PrintStream progress) throws IOException {
    Platform platform =
        Platform.start(
            new Platform.Settings(
                "up",
                Layout.of(directory),
                FreePorts.find(),
                false,
                Patience.ofEnvironment(),
                SETTINGS),
            new StartProgress(progress, false));
    MeasuredPlatform measured = new MeasuredPlatform(platform);
    try {
      measured.play(progress);
      return measured;
    } catch (IOException | RuntimeException e) {
      measured.close();
      throw e;
    }
  }

  PortMap ports() {
    return platform.ports();
  }

  Layout layout() {
    return platform.layout();
  }

  String bootstrapServers() {
    return platform.ports().bootstrapServers();
  }

  /// Returns the accounts that decisions are asked for: those lately decided about.
  List<String> accounts() {
    return accounts;
  }

  /// Returns the event time that the portfolio has reached.
  Instant now() {
    return now;
  }

  String token(String client) throws IOException {
    return tokens.of(client);
  }

  ProcessorTime processorTime() {
    return ProcessorTime.of(platform.layout());
  }

  /// Waits until scoring and feedback have read everything.
  void awaitIdle() {
    await("scoring and feedback read everything", () -> lag.of("scoring") + lag.of("feedback"));
  }

  @Override
  public void close() {
    rest.close();
    tokens.close();
    lag.close();
    platform.close();
  }

  private void play(PrintStream progress) throws IOException {
    Simulation simulation = Simulation.create(SimulationConfig.of(ACCOUNTS, MOST_DAYS, SEED));
    Map<String, Integer> lastDecided = new HashMap<>();
    try (Traffic traffic = new Traffic(platform.ports(), platform.patience())) {
      traffic.publish(simulation.history());
      traffic.awaitTaken();
      for (int day = 0; day < MOST_DAYS; day++) {
        traffic.publish(simulation.accountEvents(day));
        traffic.awaitDecisions();
        Map<String, DecisionMade> decisions = traffic.ledger().takeLatest();
        int today = day;
        decisions.keySet().forEach(account -> lastDecided.put(account, today));
        traffic.publish(simulation.outcomes(day, decisions));
        traffic.awaitTaken();
        if (day % 10 == 9) {
          progress.printf("day %d played, %,d records%n", day + 1, traffic.published());
          awaitIdle();
        }
        if (isTraining()) {
          progress.printf("training a model after %d days%n", day + 1);
          promote(awaitCandidate());
          now = at(day + 1);
          accounts = stillDecided(traffic, recent(lastDecided, day - RECENT_DAYS));
          progress.printf("the model serves; %,d accounts%n", accounts.size());
          return;
        }
      }
    }
    throw new IllegalStateException(
        "No training was asked for within %d days of event time".formatted(MOST_DAYS));
  }

  /// Returns those of the accounts that a review still gets a decision for: some were closed.
  private List<String> stillDecided(Traffic traffic, List<String> candidates) {
    traffic.publish(
        candidates.stream()
            .map(
                account ->
                    SimulatedRecord.of(
                        SOURCE, "open-" + account, now, new AccountEvent.ReviewDue(account)))
            .toList());
    traffic.awaitTaken();
    List<String> decided = new ArrayList<>();
    try (Connection database =
            DriverManager.getConnection(platform.ports().jdbcUrl(), "quittance", "quittance");
        PreparedStatement query = database.prepareStatement(DECIDED)) {
      query.setString(1, SOURCE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          decided.add(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The accounts cannot be read: " + e.getMessage(), e);
    }
    return decided;
  }

  private static List<String> recent(Map<String, Integer> lastDecided, int since) {
    TreeSet<String> recent = new TreeSet<>();
    lastDecided.forEach(
        (account, day) -> {
          if (day >= since) {
            recent.add(account);
          }
        });
    return new ArrayList<>(recent);
  }

  private static Instant at(int day) {
    return SimulationConfig.DEFAULT_START.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private boolean isTraining() throws IOException {
    return !rest.get(Part.RETRAINING, "/v1/jobs?size=1").path("items").isEmpty();
  }

  private int awaitCandidate() throws IOException {
    while (true) {
      JsonNode job = rest.get(Part.RETRAINING, "/v1/jobs?size=1").path("items").path(0);
      switch (job.path("state").asText()) {
        case "done" -> {
          return job.path("version").asInt();
        }
        case "failed", "rejected" ->
            throw new IllegalStateException("The model was not accepted: " + job);
        default -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
      }
    }
  }

  private void promote(int version) throws IOException {
    Approver approver = new Approver(rest, MODEL);
    approver.approve(version, "for a benchmark");
    approver.promote(version);
    await("scoring serves the model", () -> serves(version) ? 0 : 1);
  }

  private boolean serves(int version) {
    try {
      return rest.get(Part.SCORING, "/v1/model").path("version").asInt() == version;
    } catch (IOException _) {
      return false;
    }
  }

  /// Waits until nothing is left.
  ///
  /// @throws IllegalStateException when what is left has not changed for a while
  private void await(String what, LongSupplier remaining) {
    Duration limit = platform.patience().scaled(STILL);
    long since = System.nanoTime();
    long before = Long.MAX_VALUE;
    for (long left = remaining.getAsLong(); left > 0; left = remaining.getAsLong()) {
      if (left != before) {
        before = left;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > limit.toNanos()) {
        throw new IllegalStateException(
            "Nothing has changed for %d s while waiting until %s"
                .formatted(limit.toSeconds(), what));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
