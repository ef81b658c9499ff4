package io.quittance.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.OptionalInt;

/// What to simulate. Equal configurations and equal decisions give equal bytes.
///
/// @param accounts size of the book, 1 to 1,000,000; an account that leaves is replaced
/// @param days length in days of event time
/// @param startDay first day, UTC; a history must lie in the past of the platform's clock
/// @param seed of all randomness
/// @param driftDay the day, counted from 0, on which the book and its behaviour change
public record SimulationConfig(
    int accounts, int days, LocalDate startDay, long seed, OptionalInt driftDay) {

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
  }

  /// Without drift, from [#DEFAULT_START].
  public static SimulationConfig of(int accounts, int days, long seed) {
    return new SimulationConfig(accounts, days, DEFAULT_START, seed, OptionalInt.empty());
  }

  public SimulationConfig withDriftDay(int day) {
    return new SimulationConfig(accounts, days, startDay, seed, OptionalInt.of(day));
  }

  public SimulationConfig withStartDay(LocalDate day) {
    return new SimulationConfig(accounts, days, day, seed, driftDay);
  }

  /// An instant of a day: seconds after midnight UTC, which may exceed a day's.
  Instant at(int day, long secondOfDay) {
    return startDay
        .plusDays(day)
        .atTime(LocalTime.MIDNIGHT)
        .toInstant(ZoneOffset.UTC)
        .plusSeconds(secondOfDay);
  }

  /// The simulated day to which an instant belongs; the days of outcomes end at 05:00 UTC.
  int dayOf(Instant instant) {
    long seconds = instant.getEpochSecond() - at(0, Simulation.DAY_START).getEpochSecond();
    return Math.toIntExact(Math.floorDiv(seconds, 86_400L));
  }

  boolean drifted(int day) {
    return driftDay.isPresent() && day >= driftDay.getAsInt();
  }
}
