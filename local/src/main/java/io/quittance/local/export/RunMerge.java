package io.quittance.local.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/// Merges sorted runs into one file and deletes them. Memory grows with the number of runs, not
/// with their size.
final class RunMerge {

  private static final Comparator<SortedRun> BY_HEAD =
      Comparator.comparing(run -> Objects.requireNonNull(run.head()), Line.ORDER);

  private RunMerge() {}

  /// @param header first line; empty for none
  /// @return number of lines written, without the header
  static long into(OutputStream out, String header, List<Path> files) throws IOException {
    if (!header.isEmpty()) {
      out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
    }
    List<SortedRun> runs = new ArrayList<>();
    try {
      for (Path file : files) {
        runs.add(SortedRun.open(file));
      }
      return merge(out, runs);
    } finally {
      for (SortedRun run : runs) {
        run.close();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static long merge(OutputStream out, List<SortedRun> runs) throws IOException {
    PriorityQueue<SortedRun> queue = new PriorityQueue<>(Math.max(1, runs.size()), BY_HEAD);
    runs.stream().filter(run -> run.head() != null).forEach(queue::add);
    long lines = 0;
    while (!queue.isEmpty()) {
      SortedRun run = queue.remove();
      out.write(Objects.requireNonNull(run.head()).bytes());
      out.write('\n');
      lines++;
      run.advance();
      if (run.head() != null) {
        queue.add(run);
      }
    }
    return lines;
  }
}
