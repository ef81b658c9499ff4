package io.quittance.embedded.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Thrown when a process cannot be started, or ends or stalls before it is ready. The message names
/// the process and the cause, and ends with the last lines of its log.
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final transient @Nullable LogExcerpt log;
  private final Kind kind;

  /// The kind of failure, from which callers derive advice.
  public enum Kind {
    /// The process ended or never started.
    ENDED,
    /// A signal ended the process.
    KILLED,
    /// The process showed no sign of progress for too long.
    STOOD_STILL,
    /// The caller was interrupted.
    INTERRUPTED,
    /// A downloaded file is corrupt; downloading it again helps.
    BROKEN_FILE,
    /// Something the process needs is missing or unusable.
    UNUSABLE
  }

  public StartFailedException(Kind kind, String reason, @Nullable LogExcerpt log) {
    super(log == null ? reason : reason + System.lineSeparator() + log.text());
    this.kind = kind;
    this.reason = reason;
    this.log = log;
  }

  public StartFailedException(String reason) {
    this(Kind.UNUSABLE, reason, null);
  }

  public StartFailedException(String reason, Throwable cause) {
    this(reason, null, cause);
  }

  public StartFailedException(String reason, @Nullable LogExcerpt log, Throwable cause) {
    this(Kind.UNUSABLE, reason, log);
    initCause(cause);
  }

  public Kind kind() {
    return kind;
  }

  /// Returns the failure in one sentence, without the log.
  public String reason() {
    return reason;
  }

  /// Returns the end of the process's log; empty when there is no log.
  public Optional<LogExcerpt> log() {
    return Optional.ofNullable(log);
  }
}
