package io.quittance.feedback.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.quittance.web.artifact.ArtifactClient;
import io.quittance.web.artifact.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetrainingJobsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final UUID request = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private final HttpServer server = server();
  private final RetrainingJobs jobs = jobs();
  private int status = 200;
  private String body = "{}";

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private RetrainingJobs jobs() {
    return new RetrainingJobs(
        URI.create("http://localhost:" + server.getAddress().getPort() + "/"),
        new ArtifactClient(() -> "a-token", new Timeouts(LONG, LONG, LONG), Optional.empty()));
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/v1/jobs/" + request,
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    jobs.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"state\":\"failed\",\"failureIsTemporary\":true} | FAILED_FOR_NOW",
        "200 | {\"state\":\"failed\",\"failureIsTemporary\":false} | COUNTS",
        "200 | {\"state\":\"training\"} | COUNTS",
        "404 | {\"type\":\"urn:quittance:problem:job-not-found\"} | UNKNOWN",
        "503 | {} | UNKNOWN",
        "200 | not json | UNKNOWN"
      })
  void theFateIsWhatTheJobSays(int answered, String json, RequestFate expected) {
    status = answered;
    body = json;

    assertEquals(expected, jobs.of(request));
  }

  @Test
  void aServiceThatIsAwayLeavesTheFateUnknown() {
    server.stop(0);

    assertEquals(RequestFate.UNKNOWN, jobs.of(request));
  }
}
