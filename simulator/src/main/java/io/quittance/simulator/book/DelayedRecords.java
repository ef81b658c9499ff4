package io.quittance.simulator.book;

import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.ReportingDelay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds back records that are reported late until the day they arrive. Not thread-safe.
final class DelayedRecords {

  private final ReportingDelay delay;
  private final Draws draws;
  private final Map<Integer, List<SimulatedRecord>> arriving = new HashMap<>();

  DelayedRecords(ReportingDelay delay, Draws draws) {
    this.delay = delay;
    this.draws = draws;
  }

  /// Returns the records of an account's day that are reported on the same day and holds back the
  /// others.
  List<SimulatedRecord> punctual(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    if (delay.share() == 0 || records.isEmpty()) {
      return records;
    }
    List<SimulatedRecord> punctual = new ArrayList<>();
    for (SimulatedRecord record : records) {
      long subject = account.number * 31 + record.envelope().type().hashCode();
      int late = delay.days(draws.uniform(subject, day, Purpose.REPORTED));
      if (late == 0) {
        punctual.add(record);
      } else {
        arriving.computeIfAbsent(day + late, _ -> new ArrayList<>()).add(record);
      }
    }
    return punctual;
  }

  /// Returns the records that were held back and arrive on a day.
  List<SimulatedRecord> arriving(int day) {
    List<SimulatedRecord> late = arriving.remove(day);
    return late == null ? List.of() : late;
  }
}
