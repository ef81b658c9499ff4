package io.quittance.web.artifact;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.web.artifact.DownloadFailedException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// Downloads files with a bearer token. Every limit is set before the first byte is read: a body
/// that announces too many bytes is not read at all, one that sends too many is cut off at the
/// limit, and a server that is silent or slow is given up. The digest is computed while bytes
/// arrive. Nothing is retried, and no redirect is followed.
///
/// Thread-safe. Calls block: never call from an event loop.
public final class ArtifactClient implements AutoCloseable {

  private final TokenSource tokens;
  private final Timeouts timeouts;
  private final HttpClient http;

  /// @param tls for `https`; empty for the trust store of the Java platform
  public ArtifactClient(TokenSource tokens, Timeouts timeouts, Optional<SSLContext> tls) {
    this.tokens = tokens;
    this.timeouts = timeouts;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeouts.connect());
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /// Returns a client that trusts what `quarkus.tls` says, or else the Java platform.
  ///
  /// @throws IllegalStateException when the configured key or trust store cannot be read
  public static ArtifactClient of(
      TokenSource tokens, Timeouts timeouts, TlsConfigurationRegistry tls) {
    Optional<SSLContext> context = tls.getDefault().map(ArtifactClient::context);
    return new ArtifactClient(tokens, timeouts, context);
  }

  private static SSLContext context(TlsConfiguration configuration) {
    try {
      return configuration.createSSLContext();
    } catch (Exception e) {
      throw new IllegalStateException("quarkus.tls cannot be applied: " + e.getMessage(), e);
    }
  }

  /// Returns the bytes of a file.
  ///
  /// @throws DownloadFailedException unless all bytes arrived, within the limits and with the
  ///   digest asked for
  public byte[] read(Download wanted) throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run(wanted, bytes);
    return bytes.toByteArray();
  }

  /// Stores a file at `target`, whole or not at all. Until it is whole it has the suffix `.part`.
  ///
  /// @throws DownloadFailedException unless all bytes arrived, within the limits and with the
  ///   digest asked for
  /// @throws IOException when the file cannot be written
  public void store(Download wanted, Path target) throws IOException, InterruptedException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream file = Files.newOutputStream(part)) {
        run(wanted, file);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void run(Download wanted, OutputStream sink) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(wanted.address())
            .header("Authorization", "Bearer " + token(wanted))
            .header("Accept", wanted.mediaType() + ", application/problem+json")
            .build();
    Transfer transfer = new Transfer(wanted, sink);
    CompletableFuture<HttpResponse<String>> pending = http.sendAsync(request, transfer);
    try {
      transfer.complete(await(wanted, transfer, pending).body());
    } catch (ExecutionException e) {
      throw transfer.failed(e);
    } finally {
      pending.cancel(true);
    }
  }

  private String token(Download wanted) throws DownloadFailedException {
    try {
      return tokens.token();
    } catch (IOException e) {
      throw new DownloadFailedException(
          Reason.NO_TOKEN,
          "cannot ask " + wanted.server() + " for " + wanted.description() + ": " + e.getMessage(),
          e);
    }
  }

  private HttpResponse<String> await(
      Download wanted, Transfer transfer, CompletableFuture<HttpResponse<String>> pending)
      throws DownloadFailedException, ExecutionException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      long silence = timeouts.silence().toNanos() - transfer.silentNanos();
      long total = timeouts.total().toNanos() - (System.nanoTime() - start);
      if (silence <= 0) {
        throw timedOut(wanted.server() + " sent nothing for " + timeouts.silence(), wanted);
      }
      if (total <= 0) {
        throw timedOut(wanted.server() + " took longer than " + timeouts.total(), wanted);
      }
      try {
        return pending.get(Math.min(silence, total), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        // Bytes may have arrived meanwhile: the loop computes the time left anew.
      }
    }
  }

  private static DownloadFailedException timedOut(String what, Download wanted) {
    return new DownloadFailedException(
        Reason.TIMED_OUT, what + " while sending " + wanted.description());
  }

  /// Aborts the downloads under way.
  @Override
  public void close() {
    http.shutdownNow();
  }
}
