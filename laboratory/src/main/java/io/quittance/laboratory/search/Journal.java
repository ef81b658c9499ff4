package io.quittance.laboratory.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.text.Json;
import io.quittance.laboratory.sampling.Point;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Parameters;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Stores a search on disk, as one JSON object per line. The first line identifies the search. Then
/// follows one line for each judged fold and each finished trial, each forced to disk before the
/// search continues. A last line that a crash left incomplete is removed, and its fold is trained
/// again.
///
/// Only one process at a time can open a journal. Not thread-safe.
final class Journal implements Closeable {

  private final FileChannel channel;
  private final Map<Integer, List<Judged>> folds = new HashMap<>();
  private final Map<Integer, Point> points = new HashMap<>();
  private final Map<Integer, String> ends = new HashMap<>();
  private Duration elapsed = Duration.ZERO;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens the journal of a search, or creates it.
  ///
  /// @param identity the values that must match for the search to be the same, by name
  /// @throws JournalRefusedException when the journal belongs to another search, is damaged, or is
  ///   in use
  static Journal open(Path file, SortedMap<String, String> identity) {
    try {
      if (file.toAbsolutePath().getParent() instanceof Path directory) {
        Files.createDirectories(directory);
      }
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return read(file, channel, identity);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Journal read(Path file, FileChannel channel, SortedMap<String, String> identity)
      throws IOException {
    lock(file, channel);
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    channel.truncate(end);
    channel.position(end);
    Journal journal = new Journal(channel);
    List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      ObjectNode header = Json.object().put("kind", "search");
      identity.forEach(header::put);
      journal.append(header);
    } else {
      journal.replay(file, lines, identity);
    }
    return journal;
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new JournalRefusedException("journal " + file + " is in use by this process");
    }
    throw new JournalRefusedException("journal " + file + " is in use by another process");
  }

  private void replay(Path file, List<String> lines, SortedMap<String, String> identity) {
    for (int i = 0; i < lines.size(); i++) {
      try {
        JsonNode line = Json.read(lines.get(i));
        if (i == 0) {
          requireSame(file, line, identity);
        } else {
          apply(line);
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new JournalRefusedException(
            "journal " + file + ", line " + (i + 1) + " is damaged; remove the file to start over");
      }
    }
  }

  private static void requireSame(Path file, JsonNode header, SortedMap<String, String> identity) {
    if (!header.path("kind").asText().equals("search")) {
      throw new JournalRefusedException(file + " is not the journal of a search");
    }
    List<String> differing =
        identity.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(header.path(entry.getKey()).asText()))
            .map(Map.Entry::getKey)
            .toList();
    if (!differing.isEmpty()) {
      throw new JournalRefusedException(
          "journal "
              + file
              + " belongs to another search, which differs in: "
              + String.join(", ", differing)
              + "; choose another file, or remove this one to start over");
    }
  }

  private void apply(JsonNode line) {
    int trial = line.path("trial").asInt(-1);
    elapsed = Duration.ofMillis(line.path("elapsedMillis").asLong());
    switch (line.path("kind").asText()) {
      case "fold" -> {
        List<Judged> known = folds.computeIfAbsent(trial, _ -> new ArrayList<>());
        if (trial < 0 || line.path("fold").asInt(-1) != known.size()) {
          throw new IllegalArgumentException("a fold is out of order");
        }
        known.add(judged(line));
        points.put(trial, point(line));
      }
      case "trial" -> ends.put(trial, line.path("state").asText());
      default -> throw new IllegalArgumentException("the line has an unknown kind");
    }
  }

  private static Judged judged(JsonNode line) {
    JsonNode failure = line.path("failed");
    JsonNode loss = line.path("logLoss");
    if (failure.isMissingNode() == loss.isMissingNode()) {
      throw new IllegalArgumentException("the fold was neither judged nor failed");
    }
    return new Judged(
        loss.isNumber() ? loss.asDouble() : Double.NaN,
        line.path("rounds").asInt(),
        Duration.ofMillis(line.path("millis").asLong()),
        failure.isMissingNode() ? null : failure.asText(),
        null);
  }

  private static Point point(JsonNode line) {
    SortedMap<String, Double> values = new TreeMap<>();
    line.path("parameters")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().asDouble()));
    return new Point(
        Family.of(line.path("family").asText()).orElseThrow(IllegalArgumentException::new),
        new Parameters(values));
  }

  /// Returns whether the outcome of a fold is known.
  boolean holds(int trial) {
    return folds.containsKey(trial);
  }

  /// Returns the known folds of a trial, in order.
  ///
  /// @throws JournalRefusedException when the folds belong to another point
  List<Judged> folds(int trial, Point point) {
    Point known = points.getOrDefault(trial, point);
    if (!known.equals(point)) {
      throw new JournalRefusedException(
          "trial "
              + trial
              + " of the journal is "
              + known.words()
              + ", this search would try "
              + point.words()
              + "; remove the journal to start over");
    }
    return folds.getOrDefault(trial, List.of());
  }

  /// Returns the elapsed search time recorded in the last line read.
  Duration elapsed() {
    return elapsed;
  }

  void writeFold(int trial, Point point, int fold, Judged judged, Duration sinceStart) {
    ObjectNode line = line("fold", trial, point, sinceStart).put("fold", fold);
    line.put("rounds", judged.rounds()).put("millis", judged.took().toMillis());
    if (judged.failure() == null) {
      line.put("logLoss", judged.logLoss());
    } else {
      line.put("failed", judged.failure());
    }
    append(line);
  }

  /// Writes a trial once, even when a resumed search finishes it from the folds in the journal.
  void writeTrial(Trial trial, Duration sinceStart) {
    if (ends.containsKey(trial.index())) {
      return;
    }
    ObjectNode line = line("trial", trial.index(), trial.point(), sinceStart);
    line.put("state", trial.state().name().toLowerCase(Locale.ROOT));
    if (trial.completed()) {
      line.put("logLoss", trial.logLoss());
    }
    append(line);
  }

  private static ObjectNode line(String kind, int trial, Point point, Duration sinceStart) {
    ObjectNode line = Json.object().put("kind", kind).put("trial", trial);
    line.put("family", point.family().slug());
    ObjectNode parameters = line.putObject("parameters");
    point.parameters().values().forEach(parameters::put);
    return line.put("elapsedMillis", sinceStart.toMillis());
  }

  private void append(JsonNode line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
