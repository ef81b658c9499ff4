package io.quittance.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.local.launch.PortMap;
import io.quittance.simulator.SimulatedRecord;
import io.quittance.simulator.Simulation;
import io.quittance.simulator.SimulationConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A simulated portfolio as files, or as traffic of a running platform.
public final class Export {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Export() {}

  /// Writes `account-events.ndjson` and `outcomes.ndjson`: a line a record with its key, headers
  /// and data, in the order of event time. Nobody decides, so nobody is contacted.
  ///
  /// @return what was written
  public static Map<String, Object> toFiles(SimulationConfig config, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Simulation simulation = Simulation.create(config);
    long events = 0;
    long outcomes = 0;
    try (BufferedWriter eventFile = writer(directory, SimulatedRecord.Kind.ACCOUNT_EVENTS);
        BufferedWriter outcomeFile = writer(directory, SimulatedRecord.Kind.OUTCOMES)) {
      outcomes += write(outcomeFile, simulation.history());
      for (int day = 0; day < config.days(); day++) {
        events += write(eventFile, simulation.accountEvents(day));
        outcomes += write(outcomeFile, simulation.outcomes(day, Map.of()));
      }
    }
    return summary("directory", directory.toString(), "events", events, "outcomes", outcomes);
  }

  /// Plays the days against a running platform and acts on its decisions.
  ///
  /// @return what was published and answered
  /// @throws StalledException when the platform stops answering
  public static Map<String, Object> toKafka(SimulationConfig config, PortMap ports) {
    Simulation simulation = Simulation.create(config);
    try (Traffic traffic = new Traffic(ports)) {
      traffic.publish(simulation.history());
      traffic.awaitTaken();
      for (int day = 0; day < config.days(); day++) {
        traffic.publish(simulation.accountEvents(day));
        traffic.awaitDecisions();
        traffic.publish(simulation.outcomes(day, traffic.ledger().takeLatest()));
        traffic.awaitTaken();
      }
      return summary(
          "records",
          traffic.published(),
          "decidingEvents",
          traffic.ledger().asked(),
          "decisions",
          traffic.ledger().answered(),
          "contacts",
          simulation.attempts(),
          "violations",
          simulation.audit().violations().size());
    }
  }

  private static long write(BufferedWriter file, List<SimulatedRecord> records) throws IOException {
    for (SimulatedRecord record : records) {
      ObjectNode line = JSON.createObjectNode();
      line.put("key", new String(record.key(), StandardCharsets.UTF_8));
      line.set("headers", JSON.valueToTree(record.headers()));
      JsonNode data = JSON.readTree(record.data());
      line.set("data", data);
      file.write(line.toString());
      file.write('\n');
    }
    return records.size();
  }

  private static BufferedWriter writer(Path directory, SimulatedRecord.Kind kind)
      throws IOException {
    return Files.newBufferedWriter(directory.resolve(kind.topic() + ".ndjson"));
  }

  private static Map<String, Object> summary(Object... pairs) {
    Map<String, Object> summary = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      summary.put(pairs[i].toString(), pairs[i + 1]);
    }
    return summary;
  }
}
