package io.quittance.e2e.bench.service;

import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Leftovers;
import io.quittance.local.launch.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The processor time that the parts of a platform have used since they started, user and system
/// time together, as Linux counts it (in ticks of 10 ms).
///
/// @param millis by part
record ProcessorTime(Map<Part, Long> millis) {

  /// The parts whose work a decision is.
  static final List<Part> PARTS = List.of(Part.SCORING, Part.POSTGRES, Part.FEEDBACK, Part.KAFKA);

  private static final long MILLIS_PER_TICK = 10;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  ProcessorTime {
    millis = Map.copyOf(millis);
  }

  /// Reads the times of a running platform.
  ///
  /// @throws IllegalStateException when a part does not run
  static ProcessorTime of(Layout layout) {
    Leftovers processes = new Leftovers(layout);
    Map<Part, Long> millis = new EnumMap<>(Part.class);
    for (Part part : PARTS) {
      long pid =
          part == Part.POSTGRES
              ? postmaster(layout)
              : processes
                  .pid(part)
                  .orElseThrow(() -> new IllegalStateException(part.title() + " does not run"));
      millis.put(part, part == Part.POSTGRES ? withChildren(pid) : ticks(pid, USER, SYSTEM));
    }
    return new ProcessorTime(millis);
  }

  /// Returns what was used since an earlier reading.
  ProcessorTime since(ProcessorTime before) {
    Map<Part, Long> used = new EnumMap<>(Part.class);
    millis.forEach((part, now) -> used.put(part, now - before.millis.getOrDefault(part, 0L)));
    return new ProcessorTime(used);
  }

  /// Returns the time of all parts together.
  long total() {
    return millis.values().stream().mapToLong(Long::longValue).sum();
  }

  long of(Part part) {
    return millis.getOrDefault(part, 0L);
  }

  /// PostgreSQL has a process for each session: those that live, and those that have ended.
  private static long withChildren(long postmaster) {
    long sum = ticks(postmaster, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
    return sum
        + ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::children)
            .mapToLong(child -> ticks(child.pid(), USER, SYSTEM))
            .sum();
  }

  private static long postmaster(Layout layout) {
    Path file = layout.data().resolve(Part.POSTGRES.key()).resolve("postmaster.pid");
    try (var lines = Files.lines(file)) {
      return Long.parseLong(lines.findFirst().orElse("").strip());
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("PostgreSQL does not run: " + file + " cannot be read", e);
    }
  }

  private static long ticks(long pid, int... fields) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    } catch (NoSuchFileException _) {
      return 0; // A session that has just ended counts with its parent.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long sum = 0;
    for (int field : fields) {
      sum += Long.parseLong(values[field]);
    }
    return sum * MILLIS_PER_TICK;
  }

  /// Returns the resident memory of a part now, MiB; empty when it cannot be read.
  static OptionalLong residentMebibytes(Layout layout, Part part) {
    return new Leftovers(layout)
        .pid(part).stream()
            .flatMap(ProcessorTime::statusLines)
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
            .findFirst();
  }

  private static java.util.stream.Stream<String> statusLines(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream();
    } catch (IOException _) {
      return java.util.stream.Stream.empty();
    }
  }
}
