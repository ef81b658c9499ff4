package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Action;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.Region;
import io.quittance.simulator.scenario.ReportingDelay;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.AucCeiling;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {

  @Test
  void equalSeedsAndDecisionsGiveEqualBytes() {
    SimulationConfig config = SimulationConfig.of(150, 40, 11).withDriftDay(20);

    String first = digest(config);
    String second = digest(config);

    assertEquals(first, second);
    assertNotEquals(first, digest(SimulationConfig.of(150, 40, 12).withDriftDay(20)));
  }

  /// Golden digests, recorded before the simulator was divided into packages. A change of bytes
  /// makes published figures and saved files irreproducible.
  @Test
  void aSeedGivesTheRecordedBytes() {
    assertEquals(
        "68681ab6043111d0c7c60a437dd99209b85086256b828b00ea66cb14346c9cd4",
        digest(SimulationConfig.of(150, 40, 11).withDriftDay(20)));
    SimulationConfig everything =
        SimulationConfig.of(200, 45, 7)
            .withRegion(Region.GB)
            .withDelay(new ReportingDelay(0.3, 0.25))
            .withUnfairness(-0.4);
    for (Drift.Kind kind : Drift.Kind.values()) {
      everything = everything.withDrift(new Drift(kind, 10 + kind.ordinal()));
    }
    assertEquals(
        "14ec705a80cfb4006c8e3bf541e4495edf394ad3c65f1bd147e9fd8fdd0e65d9", digest(everything));
    assertEquals(
        "d33e09dcf6f6b7dc1171eb790bb1a811f17ac597e873810756fc882e8079bf90",
        truthDigest(everything));
  }

  @Test
  void timeNeverGoesBackAndEveryIdentityIsNew() {
    Simulation simulation = Simulation.create(SimulationConfig.of(200, 30, 3));
    RandomPlatform platform = RandomPlatform.uniform();
    Set<String> identities = new HashSet<>();
    Instant latest = Instant.MIN;

    List<List<SimulatedRecord>> steps = new ArrayList<>();
    steps.add(simulation.history());
    for (int day = 0; day < 30; day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      steps.add(events);
      steps.add(simulation.outcomes(day, platform.decide(events)));
    }

    for (List<SimulatedRecord> step : steps) {
      for (SimulatedRecord record : step) {
        assertTrue(identities.add(record.envelope().identity().toString()));
        assertFalse(record.envelope().time().isBefore(latest));
        latest = record.envelope().time();
      }
    }
  }

  @Test
  void anAccountIsDecidedOnOnceOrTwiceAWeek() {
    Simulation simulation = Simulation.create(SimulationConfig.of(500, 70, 5));
    RandomPlatform platform = RandomPlatform.uniform();

    long deciding = 0;
    for (int day = 0; day < 70; day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      deciding += events.stream().filter(SimulatedRecord::deciding).count();
      simulation.outcomes(day, platform.decide(events));
    }

    double weekly = deciding / (500.0 * 10);
    assertTrue(weekly > 0.9 && weekly < 2, "a week: " + weekly);
  }

  /// With one treatment throughout the truth is exact, so the share of positive labels equals the
  /// mean probability. Neighbouring weeks of an account share their payments, so the standard error
  /// counts each account once.
  @Test
  void labelsAreAsFrequentAsTheTruthPredicts() {
    Simulation simulation = Simulation.create(SimulationConfig.of(3_000, 75, 8));
    RandomPlatform platform = new RandomPlatform((_, _) -> Action.NO_CONTACT);

    run(simulation, platform, 75);
    AucCeiling ceiling = simulation.ceiling(0, 45);

    double rate = ceiling.positives() / (double) ceiling.decisions();
    double error = Math.sqrt(rate * (1 - rate) / 3_000);
    assertEquals(ceiling.meanProbability(), rate, 4 * error);
  }

  @Test
  void theCeilingLiesWellAboveChanceAndBelowOne() {
    Simulation simulation = Simulation.create(SimulationConfig.of(1_500, 75, 8));

    run(simulation, RandomPlatform.uniform(), 75);
    AucCeiling ceiling = simulation.ceiling(0, 45);

    double rate = ceiling.positives() / (double) ceiling.decisions();
    assertTrue(ceiling.auc() > 0.76 && ceiling.auc() < 0.87, ceiling.toString());
    assertTrue(rate > 0.25 && rate < 0.45, "base rate " + rate);
  }

  @Test
  void contactsFollowTheNewestDecisionWithinItsWindow() {
    Simulation simulation = Simulation.create(SimulationConfig.of(300, 20, 9));
    RandomPlatform platform = RandomPlatform.uniform();
    Map<String, DecisionMade> newest = new HashMap<>();
    int contacts = 0;

    for (int day = 0; day < 20; day++) {
      Map<String, DecisionMade> decisions = platform.decide(simulation.accountEvents(day));
      newest.putAll(decisions);
      for (SimulatedRecord record : simulation.outcomes(day, decisions)) {
        if (EventCodec.outcome(record.envelope().type(), record.data())
            instanceof Outcome.ContactAttempted attempt) {
          DecisionMade decision = Objects.requireNonNull(newest.get(attempt.accountId()));
          assertEquals(decision.decisionId(), attempt.decisionId());
          assertEquals(decision.recommended().action().channel().orElseThrow(), attempt.channel());
          assertFalse(record.envelope().time().isBefore(decision.recommended().notBefore()));
          assertTrue(record.envelope().time().isBefore(decision.recommended().notAfter()));
          contacts++;
        }
      }
    }
    assertTrue(contacts > 200, "contacts " + contacts);
  }

  @Test
  void theDriftRaisesBalancesAndLatenessOfTheWholeBookWithinAWeek() {
    Simulation steady = Simulation.create(SimulationConfig.of(800, 40, 2));
    Simulation drifting = Simulation.create(SimulationConfig.of(800, 40, 2).withDriftDay(20));

    Map<String, AccountEvent.Snapshot> without = snapshots(steady, 27);
    Map<String, AccountEvent.Snapshot> with = snapshots(drifting, 27);

    double balance = mean(with, true) / mean(without, true);
    double lateness = mean(with, false) - mean(without, false);
    assertTrue(balance > 1.4, "balances × " + balance);
    assertTrue(lateness > 15, "days past due + " + lateness);
  }

  @Test
  void daysMustBePlayedInOrder() {
    Simulation simulation = Simulation.create(SimulationConfig.of(10, 5, 1));
    simulation.accountEvents(0);

    assertThrows(IllegalStateException.class, () -> simulation.accountEvents(1));
    assertThrows(IllegalStateException.class, () -> simulation.outcomes(1, Map.of()));
  }

  private static Map<String, AccountEvent.Snapshot> snapshots(Simulation simulation, int days) {
    RandomPlatform platform = RandomPlatform.uniform();
    Map<String, AccountEvent.Snapshot> latest = new HashMap<>();
    for (int day = 0; day < days; day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      for (SimulatedRecord record : events) {
        AccountEvent event = EventCodec.accountEvent(record.envelope().type(), record.data());
        if (event instanceof AccountEvent.Updated updated) {
          latest.put(updated.accountId(), updated.snapshot());
        } else if (event instanceof AccountEvent.Closed closed) {
          latest.remove(closed.accountId());
        }
      }
      simulation.outcomes(day, platform.decide(events));
    }
    return latest;
  }

  private static double mean(Map<String, AccountEvent.Snapshot> snapshots, boolean balance) {
    return snapshots.values().stream()
        .collect(
            Collectors.averagingDouble(
                snapshot -> balance ? snapshot.balanceMinor() : snapshot.daysPastDue()));
  }

  private static void run(Simulation simulation, RandomPlatform platform, int days) {
    for (int day = 0; day < days; day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      List<SimulatedRecord> outcomes = simulation.outcomes(day, platform.decide(events));
      platform.observe(outcomes);
    }
  }

  private static String digest(SimulationConfig config) {
    Simulation simulation = Simulation.create(config);
    RandomPlatform platform = RandomPlatform.uniform();
    MessageDigest digest = sha256();
    simulation.history().forEach(record -> update(digest, record));
    for (int day = 0; day < config.days(); day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      events.forEach(record -> update(digest, record));
      simulation.outcomes(day, platform.decide(events)).forEach(record -> update(digest, record));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String truthDigest(SimulationConfig config) {
    MessageDigest digest = sha256();
    new Portfolio(config, config.accounts(), true)
        .play(0)
        .truth()
        .forEach(row -> digest.update(row.csv().getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, SimulatedRecord record) {
    digest.update(record.key());
    digest.update(record.headers().toString().getBytes(StandardCharsets.UTF_8));
    digest.update(record.data());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
