package io.quittance.local.demo;

import io.quittance.embedded.process.Patience;
import io.quittance.local.export.ExportProgress;
import io.quittance.local.launch.PortMap;
import io.quittance.local.traffic.Traffic;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sends a simulated portfolio to a running platform as traffic.
public final class Export {

  private Export() {}

  /// Simulates day after day against a running platform and acts on its decisions.
  ///
  /// @param perSecond largest number of records per second; 0 for no limit
  /// @param patience scales how long the platform may take to answer
  /// @return what was published and decided
  /// @throws StalledException when the platform stops answering
  public static Map<String, Object> toKafka(
      SimulationConfig config,
      PortMap ports,
      double perSecond,
      Patience patience,
      ExportProgress progress) {
    long begin = System.nanoTime();
    Simulation simulation = Simulation.create(config);
    Pace pace = new Pace(perSecond);
    try (Traffic traffic = new Traffic(ports, patience)) {
      publish(traffic, pace, simulation.history());
      traffic.awaitTaken();
      for (int day = 0; day < config.days(); day++) {
        publish(traffic, pace, simulation.accountEvents(day));
        traffic.awaitDecisions();
        publish(traffic, pace, simulation.outcomes(day, traffic.ledger().takeLatest()));
        traffic.awaitTaken();
        progress.done(1);
      }
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("records", traffic.published());
      summary.put("decidingEvents", traffic.ledger().asked());
      summary.put("decisions", traffic.ledger().answered());
      summary.put("contacts", simulation.attempts());
      summary.put("violations", simulation.audit().violations().size());
      summary.put("seconds", Math.round((System.nanoTime() - begin) / 1e8) / 10.0);
      return summary;
    }
  }

  private static void publish(Traffic traffic, Pace pace, List<SimulatedRecord> records) {
    int sent = 0;
    while (sent < records.size()) {
      int portion = pace.portion(records.size() - sent);
      pace.await(portion);
      traffic.publish(records.subList(sent, sent + portion));
      sent += portion;
    }
  }
}
