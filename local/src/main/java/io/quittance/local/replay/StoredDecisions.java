package io.quittance.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.text.Json;
import io.quittance.core.validation.InvalidEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Decisions in a file: a line a decision as the topic `decisions` holds it, alone or as `data`
/// beside the headers of its record; compressed with gzip or not.
public final class StoredDecisions {

  private StoredDecisions() {}

  /// Reads a file and hands on each decision in turn.
  ///
  /// @throws IOException naming file and line of what is no decision
  public static void read(Path file, Consumer<DecisionMade> use) throws IOException {
    try (BufferedReader lines = Lines.of(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          use.accept(decision(file, number, line));
        }
      }
    }
  }

  private static DecisionMade decision(Path file, int number, String line) throws IOException {
    try {
      JsonNode record = Json.read(line);
      JsonNode data = record.has("data") ? record.get("data") : record;
      return EventCodec.read(Json.bytes(data), DecisionMade.class);
    } catch (InvalidEventException | IOException e) {
      throw new IOException("%s: line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }
}
