package io.quittance.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Decides whether a starting process is still making progress, judging from outside.
///
/// Progress is a new log line, a change of state, or processor time: at least a twentieth of the
/// quiet period, or less on a busy machine. After the last new line or change of state, processor
/// time counts for [Patience#withoutNews()] at most, and its total use is limited to
/// [Patience#processorTime()]. A line that differs from earlier ones only in its numbers counts
/// only ten times, so that a process that retries forever is detected.
///
/// Time during which the operating system did not run this JVM does not count as quiet.
///
/// Not thread-safe.
final class SignsOfLife {
  private static final int REPEATS = 10;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(6);
  private static final int KINDS_OF_LINES = 10_000;
  private static final int BYTES_A_LOOK = 256 * 1024;
  private static final double SHARE_OF_PROCESSOR = 0.05;
  private static final double LEAST_SHARE = 0.01;
  private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

  private final Patience patience;
  private final Supplier<Stream<ProcessHandle>> processes;
  private final Path log;
  private final Map<Long, Duration> used = new HashMap<>();
  private final Map<Integer, Integer> lines = new HashMap<>();
  private long logPosition;
  private String state = "";
  private long lastLook = System.nanoTime();
  private Duration quiet = Duration.ZERO;
  private Duration sinceSign = Duration.ZERO;
  private Duration sinceNews = Duration.ZERO;
  private Duration quietOfNews = Duration.ZERO;

  /// @param processes the processes whose processor time counts; called at every check
  /// @param logFrom offset of the first log byte that counts
  SignsOfLife(
      Patience patience, Supplier<Stream<ProcessHandle>> processes, Path log, long logFrom) {
    this.patience = patience;
    this.processes = processes;
    this.log = log;
    this.logPosition = logFrom;
  }

  /// Checks the processes and the log for progress.
  ///
  /// @param now the current state in words
  void look(String now) {
    Duration worked = processorTime();
    sinceSign = sinceSign.plus(worked);
    sinceNews = sinceNews.plus(worked);
    boolean news = !now.equals(state) | newLines();
    state = now;
    Duration passed = sinceLastLook();
    quiet = quiet.plus(passed);
    quietOfNews = quietOfNews.plus(passed);
    if (news) {
      sinceNews = Duration.ZERO;
      quietOfNews = Duration.ZERO;
    }
    if (news || works()) {
      sinceSign = Duration.ZERO;
      quiet = Duration.ZERO;
    }
  }

  /// Returns whether there has been no sign of progress for longer than the quiet period.
  boolean stoodStill() {
    return quiet.compareTo(patience.quiet()) > 0;
  }

  /// Describes in words what was observed during the quiet period.
  String lastSeen() {
    return String.format(
        Locale.ROOT,
        "no new lines in its log, %.1f s of processor time, %s",
        sinceSign.toMillis() / 1e3,
        state);
  }

  /// Returns the time since the last check. Shortens it when it exceeds what any probe takes: in
  /// that case this JVM did not run either, because the whole machine was stalled or suspended.
  private Duration sinceLastLook() {
    long now = System.nanoTime();
    Duration passed = Duration.ofNanos(now - lastLook);
    lastLook = now;
    return passed.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : passed;
  }

  private boolean works() {
    return sinceSign.toNanos() >= patience.quiet().toNanos() * share()
        && sinceNews.compareTo(patience.processorTime()) <= 0
        && quietOfNews.compareTo(patience.withoutNews()) <= 0;
  }

  /// Returns the share of a processor that counts as work: a twentieth, or less when many processes
  /// compete.
  private static double share() {
    double load = SYSTEM.getSystemLoadAverage() / Math.max(1, SYSTEM.getAvailableProcessors());
    return Math.max(LEAST_SHARE, SHARE_OF_PROCESSOR / Math.max(1, load));
  }

  /// Returns the processor time used since the last check.
  private Duration processorTime() {
    Duration sum = Duration.ZERO;
    for (ProcessHandle process : processes.get().toList()) {
      Duration total = process.info().totalCpuDuration().orElse(Duration.ZERO);
      Duration before = used.put(process.pid(), total);
      sum = sum.plus(before == null ? total : total.minus(before));
    }
    return sum.isNegative() ? Duration.ZERO : sum;
  }

  private boolean newLines() {
    long end = LogExcerpt.end(log);
    if (end <= logPosition) {
      return false;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(logPosition, end - BYTES_A_LOOK));
      byte[] bytes = new byte[(int) (end - file.getFilePointer())];
      file.readFully(bytes);
      logPosition = end;
      return new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .filter(this::isNew)
              .count()
          > 0;
    } catch (IOException _) {
      return false;
    }
  }

  private boolean isNew(String line) {
    int kind = NUMBERS.matcher(line).replaceAll("#").hashCode();
    if (!lines.containsKey(kind) && lines.size() >= KINDS_OF_LINES) {
      return false;
    }
    return lines.merge(kind, 1, Integer::sum) <= REPEATS;
  }
}
