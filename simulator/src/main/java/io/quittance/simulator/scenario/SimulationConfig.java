package io.quittance.simulator.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The configuration of a simulation. Equal configurations and equal decisions give equal bytes.
///
/// @param accounts size of the book, in [1, 1000000]; an account that leaves is replaced
/// @param days length in days of event time, in [1, 3650]
/// @param startDay first day, UTC; all days must lie in the past of the platform's clock
/// @param seed seed of all random draws
/// @param driftDay day, counted from 0, on which the book migrates and its behaviour changes
/// @param drifts further changes, each of a single kind
/// @param region where the debtors live
/// @param delay delay with which payments are reported
/// @param unfairness effect of the protected group on the logarithm of the payment hazard, in [−5,
///   5]; at 0 the group has no effect given the features
public record SimulationConfig(
    int accounts,
    int days,
    LocalDate startDay,
    long seed,
    OptionalInt driftDay,
    List<Drift> drifts,
    Region region,
    ReportingDelay delay,
    double unfairness) {

  /// Second of the day, UTC, at which a simulated day begins.
  private static final int DAY_START = 5 * 3_600;

  /// First day by default.
  public static final LocalDate DEFAULT_START = LocalDate.of(2026, 1, 5);

  public SimulationConfig {
    if (accounts < 1 || accounts > 1_000_000) {
      throw new IllegalArgumentException("Accounts must lie in [1, 1000000], was " + accounts);
    }
    if (days < 1 || days > 3_650) {
      throw new IllegalArgumentException("Days must lie in [1, 3650], was " + days);
    }
    if (driftDay.isPresent() && driftDay.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "The drift day must be 1 or more, was " + driftDay.getAsInt());
    }
    if (!(Math.abs(unfairness) <= 5)) {
      throw new IllegalArgumentException("Unfairness must lie in [-5, 5], was " + unfairness);
    }
    drifts = List.copyOf(drifts);
  }

  /// Returns a configuration for the United States from [#DEFAULT_START], without drift or
  /// reporting delay.
  public static SimulationConfig of(int accounts, int days, long seed) {
    return new SimulationConfig(
        accounts,
        days,
        DEFAULT_START,
        seed,
        OptionalInt.empty(),
        List.of(),
        Region.US,
        ReportingDelay.NONE,
        0);
  }

  public SimulationConfig withDriftDay(int day) {
    return new SimulationConfig(
        accounts, days, startDay, seed, OptionalInt.of(day), drifts, region, delay, unfairness);
  }

  /// Returns a copy with one more drift.
  public SimulationConfig withDrift(Drift drift) {
    List<Drift> more = Stream.concat(drifts.stream(), Stream.of(drift)).toList();
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, more, region, delay, unfairness);
  }

  public SimulationConfig withRegion(Region other) {
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, drifts, other, delay, unfairness);
  }

  public SimulationConfig withDelay(ReportingDelay other) {
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, drifts, region, other, unfairness);
  }

  public SimulationConfig withUnfairness(double effect) {
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, drifts, region, delay, effect);
  }

  /// Returns an instant of a day by its seconds after midnight UTC, which may exceed one day.
  public Instant at(int day, long secondOfDay) {
    return Instant.ofEpochSecond((startDay.toEpochDay() + day) * 86_400 + secondOfDay);
  }

  /// Returns the simulated day of an instant. A simulated day begins and ends at 05:00 UTC.
  public int dayOf(Instant instant) {
    long seconds = instant.getEpochSecond() - at(0, DAY_START).getEpochSecond();
    return Math.toIntExact(Math.floorDiv(seconds, 86_400L));
  }

  public boolean drifted(int day) {
    return driftDay.isPresent() && day >= driftDay.getAsInt();
  }

  /// Returns whether a drift of this kind has begun.
  public boolean drifted(Drift.Kind kind, int day) {
    return drifts.stream().anyMatch(drift -> drift.kind() == kind && day >= drift.day());
  }
}
