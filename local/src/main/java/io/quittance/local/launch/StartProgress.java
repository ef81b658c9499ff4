package io.quittance.local.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Shows the start of the platform, one line per part with its state and seconds. Redraws the lines
/// in place on a terminal. Elsewhere prints a line when a part is ready or has failed, and every 30
/// seconds a line that names what is still starting. Safe for concurrent use.
public final class StartProgress {

  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final long REMINDER_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final PrintStream out;
  private final boolean terminal;
  private final long begin = System.nanoTime();
  private final Map<Part, Line> lines = new EnumMap<>(Part.class);
  private long lastPrinted = begin;
  private int drawn;

  public StartProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  private enum Phase {
    WAITING,
    STARTING,
    READY,
    FAILED
  }

  private record Line(Phase phase, long since, double seconds, String detail) {}

  synchronized void waiting(Part part) {
    lines.put(part, new Line(Phase.WAITING, System.nanoTime(), 0, ""));
    draw();
  }

  synchronized void starting(Part part) {
    lines.put(part, new Line(Phase.STARTING, System.nanoTime(), 0, ""));
    draw();
  }

  /// Records what a starting part is doing.
  ///
  /// @param detail for example "creating topics"; empty for the start itself
  synchronized void step(Part part, String detail) {
    Line line = lines.get(part);
    if (line != null && line.phase() == Phase.STARTING) {
      lines.put(part, new Line(Phase.STARTING, line.since(), 0, detail));
      draw();
    }
  }

  synchronized void ready(Part part, String detail) {
    end(part, Phase.READY, detail);
  }

  synchronized void failed(Part part, String detail) {
    end(part, Phase.FAILED, detail);
  }

  /// Refreshes the elapsed time. Must be called several times a second.
  synchronized void tick() {
    if (terminal) {
      draw();
    } else if (System.nanoTime() - lastPrinted > REMINDER_NANOS) {
      remind();
    }
  }

  /// Stops redrawing: lines printed later remain.
  synchronized void settle() {
    drawn = 0;
  }

  /// Returns the time since the creation of this object.
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void end(Part part, Phase phase, String detail) {
    Line line = lines.get(part);
    double seconds = line == null ? 0 : seconds(line.since());
    lines.put(part, new Line(phase, System.nanoTime(), seconds, detail));
    if (terminal) {
      draw();
    } else {
      print(text(part, lines.get(part), false));
    }
  }

  private void remind() {
    String starting =
        lines.entrySet().stream()
            .filter(entry -> entry.getValue().phase() == Phase.STARTING)
            .map(entry -> named(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    print("  … after %d s still starting: %s".formatted(elapsed().toSeconds(), starting));
  }

  private static String named(Part part, Line line) {
    return line.detail().isEmpty() ? part.title() : part.title() + " (" + line.detail() + ")";
  }

  private void print(String line) {
    out.println(line);
    lastPrinted = System.nanoTime();
  }

  private void draw() {
    if (!terminal) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    lines.forEach(
        (part, line) -> text.append("\u001b[2K").append(text(part, line, true)).append('\n'));
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  private static String text(Part part, Line line, boolean coloured) {
    String title = line.detail().startsWith("local") ? "tokens" : part.title();
    return switch (line.phase()) {
      case WAITING -> "  · %-11s".formatted(title);
      case STARTING ->
          String.format(
                  Locale.ROOT, "  … %-11s %5.1f s  %s", title, seconds(line.since()), line.detail())
              .stripTrailing();
      case READY -> mark("✓", GREEN, coloured) + rest(title, line);
      case FAILED -> mark("✗", RED, coloured) + rest(title, line);
    };
  }

  private static String rest(String title, Line line) {
    return String.format(Locale.ROOT, " %-11s %5.1f s  %s", title, line.seconds(), line.detail());
  }

  private static String mark(String mark, String colour, boolean coloured) {
    return "  " + (coloured ? colour + mark + PLAIN : mark);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
