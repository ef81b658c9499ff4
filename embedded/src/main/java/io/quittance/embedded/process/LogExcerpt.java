package io.quittance.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The last lines of a log: at most 15 lines of at most 300 characters each.
///
/// @param file the complete log
/// @param lines oldest first; empty when nothing was logged or the file cannot be read
public record LogExcerpt(Path file, List<String> lines) {
  private static final int LINES = 15;
  private static final int WIDTH = 300;
  private static final int BYTES = 64 * 1024;

  public LogExcerpt {
    lines = List.copyOf(lines);
  }

  /// Reads the end of a file.
  ///
  /// @param from offset of the first byte that counts, so that an appended log shows only the
  ///   current run
  public static LogExcerpt of(Path file, long from) {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      long begin = Math.max(from, log.length() - BYTES);
      log.seek(begin);
      byte[] bytes = new byte[(int) Math.max(0, log.length() - begin)];
      log.readFully(bytes);
      List<String> all =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .map(LogExcerpt::shortened)
              .toList();
      return new LogExcerpt(file, all.subList(Math.max(0, all.size() - LINES), all.size()));
    } catch (IOException _) {
      return new LogExcerpt(file, List.of());
    }
  }

  /// Returns the current size of a file, or 0 when it does not exist.
  static long end(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }

  /// Returns the lines below the path of their file, or a sentence saying that the log is empty.
  public String text() {
    return lines.isEmpty()
        ? "The log %s is empty.".formatted(file)
        : "Last lines of %s:%n  %s".formatted(file, String.join("\n  ", lines));
  }

  private static String shortened(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }
}
