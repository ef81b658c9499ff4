package io.quittance.web.artifact;

import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Writes a response body to a stream while counting and digesting it. Nothing beyond the limit is
/// written, and the connection is then closed. The HTTP client calls it from one thread at a time.
final class BoundedBody implements BodySubscriber<String> {

  /// The body has more bytes than allowed.
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// The stream that takes the bytes failed.
  static final class SinkFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    SinkFailedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final OutputStream sink;
  private final long announced;
  private final long maxBytes;
  private final Runnable progress;
  private final MessageDigest digest = Sha256.digest();
  private final CompletableFuture<String> result = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  /// @param announced the size that the head of the response gives, 0 when it gives none; one
  ///   beyond the limit is refused before any byte of the body is read
  /// @param progress called whenever bytes arrive
  BoundedBody(OutputStream sink, long announced, long maxBytes, Runnable progress) {
    this.sink = sink;
    this.announced = announced;
    this.maxBytes = maxBytes;
    this.progress = progress;
  }

  /// Returns the digest of the whole body; fails with [TooLargeException], [SinkFailedException] or
  /// the failure of the connection.
  @Override
  public CompletionStage<String> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription offered) {
    subscription = offered;
    if (announced > maxBytes) {
      fail(offered, new TooLargeException());
    } else {
      offered.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    Flow.Subscription current = subscription;
    if (current == null || result.isDone()) {
      return;
    }
    progress.run();
    try {
      for (ByteBuffer piece : pieces) {
        write(piece);
      }
      current.request(1);
    } catch (IOException e) {
      fail(current, e);
    }
  }

  private void write(ByteBuffer piece) throws IOException {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes += copy.length;
    if (bytes > maxBytes) {
      throw new TooLargeException();
    }
    digest.update(copy);
    try {
      sink.write(copy);
    } catch (IOException e) {
      throw new SinkFailedException(e);
    }
  }

  private void fail(Flow.Subscription current, IOException cause) {
    current.cancel();
    result.completeExceptionally(cause);
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(HexFormat.of().formatHex(digest.digest()));
  }
}
