package io.quittance.web.artifact;

import java.io.IOException;

/// A download that gave nothing. The message names the server, what happened and the file.
public final class DownloadFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  /// Why a download failed.
  public enum Reason {
    /// The token issuer gave no token.
    NO_TOKEN(true),
    /// The server could not be reached, or the connection ended before the file did.
    UNREACHABLE(true),
    /// A time-out passed.
    TIMED_OUT(true),
    /// The server answered 5xx, 408 or 429.
    UNAVAILABLE(true),
    /// The server answered 401; the next token may be accepted.
    UNAUTHORIZED(true),
    /// The bytes do not have the digest asked for.
    WRONG_DIGEST(true),
    /// The body is not what this route answers with.
    UNREADABLE(true),
    /// The server answered 404.
    NOT_FOUND(false),
    /// The server refused with another status, or redirected.
    REFUSED(false),
    /// The file is larger than allowed.
    TOO_LARGE(false);

    private final boolean temporary;

    Reason(boolean temporary) {
      this.temporary = temporary;
    }
  }

  private final Reason reason;
  private final String slug;

  DownloadFailedException(Reason reason, String message) {
    this(reason, message, "");
  }

  DownloadFailedException(Reason reason, String message, Throwable cause) {
    this(reason, message, "");
    initCause(cause);
  }

  /// @param slug the end of the type of the problem that the server answered with
  DownloadFailedException(Reason reason, String message, String slug) {
    super(message);
    this.reason = reason;
    this.slug = slug;
  }

  public Reason reason() {
    return reason;
  }

  /// Returns whether the same download may succeed later.
  public boolean isTemporary() {
    return reason.temporary;
  }

  /// Returns the end of the type of the problem that the server answered with, such as
  /// `artifact-not-found`; empty when it answered with no problem.
  public String slug() {
    return slug;
  }
}
