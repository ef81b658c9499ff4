package io.quittance.local.launch;

import io.quittance.embedded.process.LogExcerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports that a part of the platform did not start, or has ended. The message names the part and
/// the reason, shows the last lines of its log and says what to do.
public final class PartFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Part part;
  private final String reason;
  private final List<String> advice;
  private final transient @Nullable LogExcerpt log;

  /// @param reason one sentence without a full stop, which names the part
  /// @param log last lines of the log of the part; null when it has none
  /// @param advice what the user can do, one option per entry
  public PartFailedException(
      Part part, String reason, @Nullable LogExcerpt log, List<String> advice) {
    super(message(reason, log, advice));
    this.part = part;
    this.reason = reason;
    this.log = log;
    this.advice = List.copyOf(advice);
  }

  public Part part() {
    return part;
  }

  public String reason() {
    return reason;
  }

  public List<String> advice() {
    return advice;
  }

  public Optional<LogExcerpt> log() {
    return Optional.ofNullable(log);
  }

  /// Returns the same as fields of a JSON object.
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("part", part.key());
    fields.put("reason", reason);
    fields.put("advice", advice);
    if (log != null) {
      fields.put("log", log.file().toString());
      fields.put("lastLines", log.lines());
    }
    return fields;
  }

  private static String message(String reason, @Nullable LogExcerpt log, List<String> advice) {
    String lines = log == null ? "" : System.lineSeparator() + log.text();
    return "%s.%s%nWhat to do:%n  - %s".formatted(reason, lines, String.join("\n  - ", advice));
  }
}
