package io.quittance.simulator.behaviour;

import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.SimulationConfig;

/// Coefficients of the payment hazard for each day. Immutable and thread-safe.
final class HazardCoefficients {

  private static final Day USUAL = new Day(-0.80, -0.50, -0.25, -0.35, 0.60);
  private static final Day TURNED = new Day(-2.15, 0.80, 1.30, 0.50, 1.00);
  private static final int FIRST = -400;

  private final SimulationConfig config;
  private final Day[] days;

  /// Coefficients of the logarithm of the hazard on one day.
  record Day(double level, double lateness, double size, double utilisation, double habit) {

    private Day raised(double step) {
      return step == 0 ? this : new Day(level + step, lateness, size, utilisation, habit);
    }

    private static Day between(Day from, Day to, double share) {
      return new Day(
          mix(from.level, to.level, share),
          mix(from.lateness, to.lateness, share),
          mix(from.size, to.size, share),
          mix(from.utilisation, to.utilisation, share),
          mix(from.habit, to.habit, share));
    }

    private static double mix(double from, double to, double share) {
      return from + share * (to - from);
    }
  }

  HazardCoefficients(SimulationConfig config) {
    this.config = config;
    this.days = new Day[config.days() + 2 * PaymentHazard.HORIZON - FIRST];
    for (int i = 0; i < days.length; i++) {
      days[i] = of(i + FIRST);
    }
  }

  Day day(int day) {
    int index = day - FIRST;
    return index >= 0 && index < days.length ? days[index] : of(day);
  }

  private Day of(int day) {
    double turned = config.drifted(day) ? 1 : 0;
    double step = 0;
    for (Drift drift : config.drifts()) {
      int since = day - drift.day();
      if (since < 0) {
        continue;
      }
      switch (drift.kind()) {
        case CONCEPT -> turned = 1;
        case GRADUAL -> turned = Math.max(turned, Math.min(1, since / (double) Drift.GRADUAL_DAYS));
        case PRIOR -> step += Drift.PRIOR_STEP;
        case SEASONAL ->
            step +=
                Drift.SEASON_AMPLITUDE
                    * StrictMath.sin(2 * StrictMath.PI * since / Drift.SEASON_DAYS);
        case COVARIATE, BROKEN_COLUMN, NEW_CATEGORY -> {}
      }
    }
    Day law = turned == 0 ? USUAL : turned == 1 ? TURNED : Day.between(USUAL, TURNED, turned);
    return law.raised(step);
  }
}
