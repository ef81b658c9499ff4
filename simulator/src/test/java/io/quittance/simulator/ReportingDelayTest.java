package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.ReportingDelay;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportingDelayTest {

  /// Oracle: the geometric distribution. A delay is the day of arrival less the day of the event.
  @Test
  void delaysFollowTheirHazardAndNoRecordIsLost() {
    SimulationConfig config = SimulationConfig.of(1_500, 160, 5);
    ReportingDelay delay = new ReportingDelay(0.4, 0.2);
    Set<String> punctual = payments(config, new HashMap<>(), 100);

    Map<Integer, Integer> byAge = new HashMap<>();
    Set<String> delayed = payments(config.withDelay(delay), byAge, 100);

    assertEquals(punctual, delayed);
    int total = byAge.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(total > 2_000, "payments " + total);
    int arrived = 0;
    for (int age = 0; age <= 20; age++) {
      arrived += byAge.getOrDefault(age, 0);
      double expected = delay.arrivedWithin(age);
      double tolerance = 4 * Math.sqrt(expected * (1 - expected) / total) + 1e-9;
      assertEquals(expected, arrived / (double) total, tolerance, "age " + age);
    }
  }

  @Test
  void theDelayOfADrawIsAQuantileOfItsDistribution() {
    ReportingDelay delay = new ReportingDelay(0.5, 0.25);
    assertEquals(0, delay.days(0.49));
    assertEquals(1, delay.days(0.5));
    assertEquals(1, delay.days(0.624));
    assertEquals(2, delay.days(0.626));
    assertEquals(0, ReportingDelay.NONE.days(0.999_999));
    assertTrue(delay.days(Math.nextDown(1.0)) <= ReportingDelay.LONGEST_DAYS);
  }

  private static Set<String> payments(
      SimulationConfig config, Map<Integer, Integer> byAge, int until) {
    Simulation simulation = Simulation.create(config);
    Set<String> ids = new HashSet<>();
    for (int day = 0; day < config.days(); day++) {
      simulation.accountEvents(day);
      for (SimulatedRecord record : simulation.outcomes(day, Map.of())) {
        int happened = config.dayOf(record.envelope().time());
        if (record.envelope().type().contains("payment-received") && happened < until) {
          assertTrue(ids.add(record.envelope().identity().id()));
          byAge.merge(day - happened, 1, Integer::sum);
          assertTrue(day >= happened, () -> record.envelope() + " is reported before its time");
        }
      }
    }
    return ids;
  }
}
