package io.quittance.simulator.scenario;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What to simulate. Equal configurations and equal decisions give equal bytes.
///
/// @param accounts size of the book, 1 to 1,000,000; an account that leaves is replaced
/// @param days length in days of event time
/// @param startDay first day, UTC; a history must lie in the past of the platform's clock
/// @param seed of all randomness
/// @param driftDay the day, counted from 0, on which the book and its behaviour change
/// @param drifts further changes, each of one kind
/// @param market where the debtors live
/// @param delay how late money is reported
/// @param unfairness added to the log of the payment hazard of the protected group; 0 means that
///   given the features the group makes no difference
public record SimulationConfig(
    int accounts,
    int days,
    LocalDate startDay,
    long seed,
    OptionalInt driftDay,
    List<Drift> drifts,
    Region market,
    ReportingDelay delay,
    double unfairness) {

  /// Second of the day, UTC, at which a simulated day begins.
  private static final int DAY_START = 5 * 3_600;

  /// First day where none is asked for.
  public static final LocalDate DEFAULT_START = LocalDate.of(2026, 1, 5);

  public SimulationConfig {
    if (accounts < 1 || accounts > 1_000_000) {
      throw new IllegalArgumentException("accounts must lie in [1, 1000000], was " + accounts);
    }
    if (days < 1 || days > 3_650) {
      throw new IllegalArgumentException("days must lie in [1, 3650], was " + days);
    }
    if (driftDay.isPresent() && driftDay.getAsInt() < 1) {
      throw new IllegalArgumentException("driftDay must be 1 or more");
    }
    if (!(Math.abs(unfairness) <= 5)) {
      throw new IllegalArgumentException("unfairness must lie in [-5, 5], was " + unfairness);
    }
    drifts = List.copyOf(drifts);
  }

  /// A book in the United States without drift, from [#DEFAULT_START], reported without delay.
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
        accounts, days, startDay, seed, OptionalInt.of(day), drifts, market, delay, unfairness);
  }

  /// With one more drift.
  public SimulationConfig withDrift(Drift drift) {
    List<Drift> more = Stream.concat(drifts.stream(), Stream.of(drift)).toList();
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, more, market, delay, unfairness);
  }

  public SimulationConfig withStartDay(LocalDate day) {
    return new SimulationConfig(
        accounts, days, day, seed, driftDay, drifts, market, delay, unfairness);
  }

  public SimulationConfig withMarket(Region other) {
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, drifts, other, delay, unfairness);
  }

  public SimulationConfig withDelay(ReportingDelay other) {
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, drifts, market, other, unfairness);
  }

  public SimulationConfig withUnfairness(double effect) {
    return new SimulationConfig(
        accounts, days, startDay, seed, driftDay, drifts, market, delay, effect);
  }

  /// An instant of a day: seconds after midnight UTC, which may exceed a day's.
  public Instant at(int day, long secondOfDay) {
    return Instant.ofEpochSecond((startDay.toEpochDay() + day) * 86_400 + secondOfDay);
  }

  /// The simulated day to which an instant belongs; the days of outcomes end at 05:00 UTC.
  public int dayOf(Instant instant) {
    long seconds = instant.getEpochSecond() - at(0, DAY_START).getEpochSecond();
    return Math.toIntExact(Math.floorDiv(seconds, 86_400L));
  }

  public boolean drifted(int day) {
    return driftDay.isPresent() && day >= driftDay.getAsInt();
  }

  /// Whether a drift of this kind has begun.
  public boolean drifted(Drift.Kind kind, int day) {
    return drifts.stream().anyMatch(drift -> drift.kind() == kind && day >= drift.day());
  }
}
