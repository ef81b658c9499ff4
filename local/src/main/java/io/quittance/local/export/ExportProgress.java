package io.quittance.local.export;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows progress as a bar on a terminal, and nothing elsewhere. Safe for concurrent use.
public final class ExportProgress implements AutoCloseable {

  private static final int WIDTH = 100;

  private final @Nullable ProgressBar bar;
  private final AtomicLong done = new AtomicLong();

  private ExportProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /// @param unit unit of progress, such as `accounts`
  /// @param total number of units
  public static ExportProgress of(PrintStream err, boolean terminal, String unit, long total) {
    return new ExportProgress(terminal ? bar(err, unit, total) : null);
  }

  /// Returns progress that shows nothing.
  public static ExportProgress silent() {
    return new ExportProgress(null);
  }

  /// Records that more units are done.
  public void done(long more) {
    long now = done.addAndGet(more);
    if (bar != null) {
      bar.stepTo(now);
    }
  }

  /// Shows what is being done.
  void doing(String what) {
    if (bar != null) {
      bar.setExtraMessage(" " + what);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /// Returns a bar of a hundred characters.
  ///
  /// @param unit unit of progress, such as `accounts`
  /// @param total number of units
  public static ProgressBar bar(PrintStream err, String unit, long total) {
    return new ProgressBarBuilder()
        .setTaskName(unit)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setMaxRenderedLength(WIDTH)
        .setConsumer(new ConsoleProgressBarConsumer(err))
        .build();
  }
}
