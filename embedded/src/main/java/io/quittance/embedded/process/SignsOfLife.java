package io.quittance.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Decides whether a starting process still makes progress, from what can be seen of it.
///
/// Progress is a new line in its log, a change of its state, or processor time: at least a
/// twentieth of the quiet period, and no more than [Patience#processorTime()] since the last line
/// or state. A line that differs from earlier ones in its numbers only counts ten times, so that a
/// process that retries for ever is found out.
///
/// Not thread-safe.
final class SignsOfLife {
  private static final int REPEATS = 10;
  private static final int KINDS_OF_LINES = 10_000;
  private static final int BYTES_A_LOOK = 256 * 1024;
  private static final double SHARE_OF_PROCESSOR = 0.05;
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

  private final Patience patience;
  private final Supplier<Stream<ProcessHandle>> processes;
  private final Path log;
  private final Map<Long, Duration> used = new HashMap<>();
  private final Map<Integer, Integer> lines = new HashMap<>();
  private long logPosition;
  private String state = "";
  private long lastSign = System.nanoTime();
  private Duration sinceSign = Duration.ZERO;
  private Duration sinceNews = Duration.ZERO;

  /// @param processes those whose processor time counts, asked at every look
  /// @param logFrom the first byte of the log that counts
  SignsOfLife(
      Patience patience, Supplier<Stream<ProcessHandle>> processes, Path log, long logFrom) {
    this.patience = patience;
    this.processes = processes;
    this.log = log;
    this.logPosition = logFrom;
  }

  /// Looks at the processes and the log.
  ///
  /// @param now the state in words
  void look(String now) {
    Duration worked = processorTime();
    sinceSign = sinceSign.plus(worked);
    sinceNews = sinceNews.plus(worked);
    boolean news = !now.equals(state) | newLines();
    state = now;
    if (news) {
      sinceNews = Duration.ZERO;
    }
    if (news || works()) {
      sinceSign = Duration.ZERO;
      lastSign = System.nanoTime();
    }
  }

  /// Whether the last sign is longer ago than the quiet period.
  boolean stoodStill() {
    return System.nanoTime() - lastSign > patience.quiet().toNanos();
  }

  /// What was seen in the quiet period, in words.
  String lastSeen() {
    return String.format(
        Locale.ROOT,
        "no new lines in its log, %.1f s of processor time, %s",
        sinceSign.toMillis() / 1e3,
        state);
  }

  private boolean works() {
    long least = (long) (patience.quiet().toNanos() * SHARE_OF_PROCESSOR);
    return sinceSign.toNanos() >= least && sinceNews.compareTo(patience.processorTime()) <= 0;
  }

  /// What the processes have used since the last look.
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
