package io.quittance.local.demo;

import io.quittance.local.export.ExportProgress;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/// Prints what happens while the days pass: sentences with their day, and progress as a bar on a
/// terminal or as occasional lines elsewhere. Safe for concurrent use.
final class Narrator implements AutoCloseable {

  private static final int PLAIN_LINES = 12;
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private final String unit;
  private final long total;
  private final long begin = System.nanoTime();
  private final @Nullable ProgressBar bar;
  private volatile long now;

  /// @param unit unit of progress, such as `day`
  /// @param total number of units
  Narrator(PrintStream out, boolean terminal, String unit, long total) {
    this.out = out;
    this.terminal = terminal;
    this.unit = unit;
    this.total = total;
    this.bar = terminal ? ExportProgress.bar(out, unit, total) : null;
  }

  /// Prints a sentence.
  synchronized void say(String sentence) {
    if (terminal) {
      out.print("\r\u001b[2K");
    }
    String indent = " ".repeat(12);
    List<String> lines = Words.wrapped(sentence, WIDTH - indent.length()).lines().toList();
    out.printf(Locale.ROOT, "%-12s%s%n", "[%s %d]".formatted(unit, now), lines.getFirst());
    lines.stream().skip(1).forEach(line -> out.println(indent + line));
  }

  /// Shows progress.
  ///
  /// @param detail further information, such as the number of decisions
  synchronized void passed(long count, String detail) {
    now = count;
    if (bar != null) {
      bar.stepTo(count);
      bar.setExtraMessage(" " + detail);
    } else if (count % Math.max(1, total / PLAIN_LINES) == 0) {
      out.printf(
          Locale.ROOT,
          "%-12s%d of %d, %s, %.0f s%n",
          "[%s %d]".formatted(unit, count),
          count,
          total,
          detail,
          (System.nanoTime() - begin) / 1e9);
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
