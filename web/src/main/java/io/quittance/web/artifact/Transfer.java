package io.quittance.web.artifact;

import io.quittance.web.artifact.BoundedBody.SinkFailedException;
import io.quittance.web.artifact.BoundedBody.TooLargeException;
import io.quittance.web.artifact.DownloadFailedException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;

/// Working state of one download: what the server has answered so far, and what it means. The HTTP
/// client's threads report to it; the thread that waits reads it.
final class Transfer implements BodyHandler<String> {

  private static final int MAX_PROBLEM_BYTES = 1 << 16;

  private final Download wanted;
  private final OutputStream sink;
  private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
  private volatile int status;
  private volatile long lastProgress = System.nanoTime();

  Transfer(Download wanted, OutputStream sink) {
    this.wanted = wanted;
    this.sink = sink;
  }

  @Override
  public BodySubscriber<String> apply(ResponseInfo head) {
    status = head.statusCode();
    progress();
    long announced = head.headers().firstValueAsLong("Content-Length").orElse(0);
    return status == 200
        ? new BoundedBody(sink, announced, wanted.maxBytes(), this::progress)
        : new BoundedBody(refusal, announced, MAX_PROBLEM_BYTES, this::progress);
  }

  private void progress() {
    lastProgress = System.nanoTime();
  }

  /// Returns the nanoseconds since the last sign of life, at first since the start.
  long silentNanos() {
    return System.nanoTime() - lastProgress;
  }

  /// Checks a response that arrived whole.
  ///
  /// @throws DownloadFailedException when it is a refusal or does not have the digest asked for
  void complete(String sha256) throws DownloadFailedException {
    if (status != 200) {
      throw refused();
    }
    if (wanted.sha256().isPresent() && !wanted.sha256().get().equals(sha256)) {
      throw new DownloadFailedException(
          Reason.WRONG_DIGEST,
          wanted.server()
              + " sent "
              + wanted.description()
              + " damaged or altered: its digest differs");
    }
  }

  /// Returns what the failure of a response means.
  IOException failed(Throwable failure) {
    Optional<SinkFailedException> sinkFailure = cause(failure, SinkFailedException.class);
    if (sinkFailure.isPresent()) {
      return sinkFailure.get();
    }
    if (status != 0 && status != 200) {
      return refused();
    }
    if (cause(failure, TooLargeException.class).isPresent()) {
      return new DownloadFailedException(
          Reason.TOO_LARGE,
          wanted.server()
              + " has more than the "
              + wanted.maxBytes()
              + " bytes allowed for "
              + wanted.description());
    }
    String text = text(failure);
    return new DownloadFailedException(
        Reason.UNREACHABLE,
        status == 0
            ? wanted.server() + " cannot be reached: " + text
            : "the connection to "
                + wanted.server()
                + " ended before all of "
                + wanted.description()
                + " had arrived: "
                + text,
        failure);
  }

  private DownloadFailedException refused() {
    ProblemBody problem = ProblemBody.of(refusal.toByteArray());
    return new DownloadFailedException(
        reason(status),
        wanted.server()
            + " answered "
            + status
            + " for "
            + wanted.description()
            + (problem.detail().isEmpty() ? "" : ": " + problem.detail()),
        problem.slug());
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401 -> Reason.UNAUTHORIZED;
      case 404 -> Reason.NOT_FOUND;
      case 408, 429 -> Reason.UNAVAILABLE;
      default -> status >= 500 ? Reason.UNAVAILABLE : Reason.REFUSED;
    };
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  private static String text(Throwable failure) {
    Throwable shown = cause(failure, IOException.class).map(Throwable.class::cast).orElse(failure);
    String name = shown.getClass().getSimpleName();
    return shown.getMessage() == null ? name : name + " " + shown.getMessage();
  }
}
