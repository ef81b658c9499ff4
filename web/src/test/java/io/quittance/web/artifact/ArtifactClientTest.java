package io.quittance.web.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.text.Sha256;
import io.quittance.web.artifact.DownloadFailedException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ArtifactClientTest {

  private static final Timeouts LONG =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));
  private static final byte[] FILE = bytes(300_000);

  @TempDir Path directory = Path.of("unset");

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static Download download(URI server, byte[] expected, long maxBytes) {
    return new Download(
        "registry",
        server.resolve("/v1/artifacts/x"),
        "application/octet-stream",
        Optional.of(Sha256.hex(expected)),
        maxBytes);
  }

  private static ArtifactClient client(Timeouts timeouts) {
    return new ArtifactClient(() -> "secret", timeouts, Optional.empty());
  }

  private static DownloadFailedException failure(Timeouts timeouts, Download wanted) {
    try (ArtifactClient client = client(timeouts)) {
      return assertThrows(DownloadFailedException.class, () -> client.read(wanted));
    }
  }

  private static void assertFailed(Reason reason, String message, DownloadFailedException failure) {
    assertEquals(reason, failure.reason(), failure.getMessage());
    assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
  }

  @Test
  void aFileOfExactlyTheLimitArrivesWithTheTokenSent() throws Exception {
    try (FileServer server = new FileServer(FileServer.bytes(200, FILE));
        ArtifactClient client = client(LONG)) {
      byte[] read = client.read(download(server.address(), FILE, FILE.length));

      assertArrayEquals(FILE, read);
      assertEquals(
          List.of(
              new FileServer.Asked(
                  "/v1/artifacts/x",
                  "application/octet-stream, application/problem+json",
                  "Bearer secret")),
          server.requests());
    }
  }

  @Test
  void anAnnouncedSizeBeyondTheLimitIsRefusedBeforeTheBody() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.sendResponseHeaders(200, FILE.length);
              exchange.getResponseBody().flush();
              refused.await();
            })) {
      var failure = failure(LONG, download(server.address(), FILE, FILE.length - 1));
      refused.countDown();

      assertFailed(
          Reason.TOO_LARGE,
          "registry has more than the 299999 bytes allowed for /v1/artifacts/x",
          failure);
      assertFalse(failure.isTemporary());
    }
  }

  @Test
  void anEndlessBodyIsCutOffAtTheLimit() throws Exception {
    AtomicLong sent = new AtomicLong();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                  body.write(FILE);
                  sent.addAndGet(FILE.length);
                }
              } catch (IOException _) {
                ended.complete(null);
              }
            })) {
      var failure = failure(LONG, download(server.address(), FILE, 1_000_000));
      ended.join();

      assertEquals(Reason.TOO_LARGE, failure.reason());
      assertTrue(sent.get() < 20_000_000, () -> sent + " bytes were taken off the wire");
    }
  }

  @Test
  void anotherContentOfTheSameSizeIsRefused() {
    byte[] altered = FILE.clone();
    altered[299_999] ^= 1;
    try (FileServer server = new FileServer(FileServer.bytes(200, altered))) {
      var failure = failure(LONG, download(server.address(), FILE, FILE.length));

      assertFailed(
          Reason.WRONG_DIGEST,
          "registry sent /v1/artifacts/x damaged or altered: its digest differs",
          failure);
      assertTrue(failure.isTemporary());
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpForItsSilence() {
    Timeouts impatient =
        new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(20));
    AtomicReference<FileServer> self = new AtomicReference<>();
    try (FileServer server = new FileServer(_ -> self.get().hang())) {
      self.set(server);
      var failure = failure(impatient, download(server.address(), FILE, FILE.length));

      assertFailed(
          Reason.TIMED_OUT, "registry sent nothing for PT0.3S while sending /v1/", failure);
      assertTrue(failure.isTemporary());
    }
  }

  @Test
  void aBodyThatStopsHalfwayIsGivenUpForItsSilence() {
    Timeouts impatient =
        new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(20));
    AtomicReference<FileServer> self = new AtomicReference<>();
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.sendResponseHeaders(200, FILE.length);
              exchange.getResponseBody().write(FILE, 0, 1_000);
              exchange.getResponseBody().flush();
              self.get().hang();
            })) {
      self.set(server);
      var failure = failure(impatient, download(server.address(), FILE, FILE.length));

      assertFailed(Reason.TIMED_OUT, "registry sent nothing for PT0.3S", failure);
    }
  }

  @Test
  void aBodyThatDripsIsGivenUpAtTheTotal() {
    Timeouts impatient =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(700));
    CountDownLatch done = new CountDownLatch(1);
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.sendResponseHeaders(200, FILE.length);
              OutputStream body = exchange.getResponseBody();
              for (byte b : FILE) {
                body.write(b);
                body.flush();
                if (done.await(20, TimeUnit.MILLISECONDS)) {
                  break;
                }
              }
            })) {
      var failure = failure(impatient, download(server.address(), FILE, FILE.length));
      done.countDown();

      assertFailed(
          Reason.TIMED_OUT, "registry took longer than PT0.7S while sending /v1/", failure);
    }
  }

  @Test
  void aConnectionCutBeforeTheAnnouncedEndIsAFailure() {
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.sendResponseHeaders(200, FILE.length);
              exchange.getResponseBody().write(FILE, 0, 1_000);
              exchange.getResponseBody().flush();
            })) {
      var failure = failure(LONG, download(server.address(), FILE, FILE.length));

      assertFailed(
          Reason.UNREACHABLE,
          "the connection to registry ended before all of /v1/artifacts/x had arrived",
          failure);
      assertTrue(failure.isTemporary());
    }
  }

  /// Written by hand, since a well-behaved server ends each chunked body.
  @Test
  void aConnectionCutInAChunkedBodyIsAFailure() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var connection = socket.accept()) {
                      connection.getInputStream().read(new byte[4_096]);
                      connection
                          .getOutputStream()
                          .write(
                              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"
                                  .getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      URI address = URI.create("http://localhost:" + socket.getLocalPort());
      var failure = failure(LONG, download(address, "abcde".getBytes(StandardCharsets.UTF_8), 100));
      server.join();

      assertFailed(Reason.UNREACHABLE, "ended before all of", failure);
    }
  }

  @Test
  void aPortWhereNobodyListensIsUnreachable() throws IOException {
    URI address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = URI.create("http://localhost:" + socket.getLocalPort());
    }
    var failure = failure(LONG, download(address, FILE, FILE.length));

    assertFailed(Reason.UNREACHABLE, "registry cannot be reached: ConnectException", failure);
  }

  @Test
  void aRefusalSaysWhatTheServerSaid() {
    byte[] problem =
        """
        {"type": "urn:quittance:problem:artifact-not-found", "title": "Not found", "status": 404,
         "detail": "No such artefact"}
        """
            .getBytes(StandardCharsets.UTF_8);
    try (FileServer server = new FileServer(FileServer.bytes(404, problem))) {
      var failure = failure(LONG, download(server.address(), FILE, FILE.length));

      assertEquals(
          "registry answered 404 for /v1/artifacts/x: No such artefact", failure.getMessage());
      assertEquals(Reason.NOT_FOUND, failure.reason());
      assertEquals("artifact-not-found", failure.slug());
      assertFalse(failure.isTemporary());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "302,REFUSED,false",
    "400,REFUSED,false",
    "401,UNAUTHORIZED,true",
    "403,REFUSED,false",
    "404,NOT_FOUND,false",
    "408,UNAVAILABLE,true",
    "429,UNAVAILABLE,true",
    "500,UNAVAILABLE,true",
    "503,UNAVAILABLE,true"
  })
  void aStatusWithoutAProblemStillSaysWhetherToTryAgain(
      int status, Reason reason, boolean temporary) {
    try (FileServer server =
        new FileServer(
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/elsewhere");
              exchange.sendResponseHeaders(status, -1);
            })) {
      var failure = failure(LONG, download(server.address(), FILE, FILE.length));

      assertEquals("registry answered " + status + " for /v1/artifacts/x", failure.getMessage());
      assertEquals(reason, failure.reason());
      assertEquals(temporary, failure.isTemporary());
      assertEquals("", failure.slug());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void aRefusalOfAnyLengthIsReadOnlyInPart() {
    try (FileServer server = new FileServer(FileServer.bytes(503, bytes(1_000_000)))) {
      var failure = failure(LONG, download(server.address(), FILE, FILE.length));

      assertEquals("registry answered 503 for /v1/artifacts/x", failure.getMessage());
      assertEquals(Reason.UNAVAILABLE, failure.reason());
    }
  }

  @Test
  void withoutATokenNothingIsAsked() {
    TokenSource none =
        () -> {
          throw new IOException("the issuer is away");
        };
    try (FileServer server = new FileServer(FileServer.bytes(200, FILE));
        ArtifactClient client = new ArtifactClient(none, LONG, Optional.empty())) {
      var failure =
          assertThrows(
              DownloadFailedException.class,
              () -> client.read(download(server.address(), FILE, FILE.length)));

      assertFailed(
          Reason.NO_TOKEN, "cannot ask registry for /v1/artifacts/x: the issuer is away", failure);
      assertTrue(server.requests().isEmpty());
    }
  }

  @Test
  void aStoredFileReplacesTheOldOneWhole() throws Exception {
    Path target = Files.write(directory.resolve("data.parquet"), new byte[] {1});
    try (FileServer server = new FileServer(FileServer.bytes(200, FILE));
        ArtifactClient client = client(LONG)) {
      client.store(download(server.address(), FILE, FILE.length), target);
    }

    assertArrayEquals(FILE, Files.readAllBytes(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void aFailedDownloadLeavesTheOldFileAndNothingElse() throws Exception {
    Path target = Files.write(directory.resolve("data.parquet"), new byte[] {1});
    try (FileServer server = new FileServer(FileServer.bytes(200, bytes(10)));
        ArtifactClient client = client(LONG)) {
      assertThrows(
          DownloadFailedException.class,
          () -> client.store(download(server.address(), FILE, FILE.length), target));
    }

    assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void aDiskThatRefusesIsNoFailureOfTheServer() {
    Path target = directory.resolve("absent").resolve("data.parquet");
    try (FileServer server = new FileServer(FileServer.bytes(200, FILE));
        ArtifactClient client = client(LONG)) {
      assertThrows(
          NoSuchFileException.class,
          () -> client.store(download(server.address(), FILE, FILE.length), target));
    }
  }

  /// `/dev/full` accepts no byte, as a full disk does.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatFillsUpIsNoFailureOfTheServer() throws Exception {
    Path target = directory.resolve("data.parquet");
    Files.createSymbolicLink(directory.resolve("data.parquet.part"), Path.of("/dev/full"));
    try (FileServer server = new FileServer(FileServer.bytes(200, FILE));
        ArtifactClient client = client(LONG)) {
      var failure =
          assertThrows(
              IOException.class,
              () -> client.store(download(server.address(), FILE, FILE.length), target));

      assertFalse(failure instanceof DownloadFailedException, failure.toString());
      assertEquals(List.of(), files());
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    AtomicReference<FileServer> self = new AtomicReference<>();
    CountDownLatch asked = new CountDownLatch(1);
    try (FileServer server =
            new FileServer(
                _ -> {
                  asked.countDown();
                  self.get().hang();
                });
        ArtifactClient client = client(LONG)) {
      self.set(server);
      CompletableFuture<Class<?>> thrown = new CompletableFuture<>();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      client.read(download(server.address(), FILE, FILE.length));
                    } catch (IOException | InterruptedException e) {
                      thrown.complete(e.getClass());
                    }
                  });
      asked.await();
      reader.interrupt();

      assertEquals(InterruptedException.class, thrown.get());
    }
  }

  @Test
  void aCertificateIsTrustedOnlyWhenTheTrustStoreSaysSo() throws Exception {
    SSLContext own = selfSigned();
    try (FileServer server = new FileServer(FileServer.bytes(200, FILE), Optional.of(own));
        ArtifactClient trusting = new ArtifactClient(() -> "secret", LONG, Optional.of(own))) {
      Download wanted = download(server.address(), FILE, FILE.length);

      assertArrayEquals(FILE, trusting.read(wanted));
      assertFailed(
          Reason.UNREACHABLE, "registry cannot be reached: SSLHandshake", failure(LONG, wanted));
    }
  }

  /// A fresh certificate for `localhost`, as identity and as the only thing trusted.
  private SSLContext selfSigned() throws Exception {
    Path store = directory.resolve("localhost.p12");
    List<String> command =
        Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                Stream.of(
                    ("-genkeypair -alias localhost -keyalg EC -dname CN=localhost -validity 2 -ext"
                            + " SAN=dns:localhost -storetype PKCS12 -storepass changeit -keystore "
                            + store)
                        .split(" ")))
            .toList();
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory identity = KeyManagerFactory.getInstance("PKIX");
    identity.init(keys, "changeit".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void whatIsNoDigestIsRefusedBeforeItBecomesPartOfAPath() {
    for (String text : List.of("", "../../etc/passwd", "A".repeat(64), "a".repeat(63))) {
      assertThrows(IllegalArgumentException.class, () -> Download.requireDigest(text), text);
    }
    assertEquals("0f".repeat(32), Download.requireDigest("0f".repeat(32)));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
