package io.quittance.embedded.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A process cannot be started, or ended or stood still before it was ready. The message says which
/// one and why, and ends with the last lines of its log.
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final transient @Nullable LogExcerpt log;
  private final Kind kind;

  /// Kind of a failure, for advice on it.
  public enum Kind {
    /// The process ended, or never began.
    ENDED,
    /// A signal ended the process.
    KILLED,
    /// The process showed no sign of life for too long.
    STOOD_STILL,
    /// The caller was interrupted.
    INTERRUPTED,
    /// A file that was downloaded is broken; downloading it again helps.
    BROKEN_FILE,
    /// What the process needs is absent or cannot be used.
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

  /// One sentence, without the log.
  public String reason() {
    return reason;
  }

  /// The end of the log of the process; empty when it has none.
  public Optional<LogExcerpt> log() {
    return Optional.ofNullable(log);
  }
}
