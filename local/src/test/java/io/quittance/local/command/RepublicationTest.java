package io.quittance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quittance.core.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RepublicationTest {

  private static final String FROM = "2026-03-01T00:00:00Z";
  private static final String TO = "2026-03-02T00:00:00Z";

  private record Answer(int status, String body) {}

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private HttpServer scoring = open();

  private static HttpServer open() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    scoring.createContext("/", this::answer);
    scoring.start();
  }

  @AfterEach
  void stop() {
    scoring.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      seen.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization"));
      asked.add(Json.read(exchange.getRequestBody().readAllBytes()));
      Answer answer = answers.remove();
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Republication republication() {
    return new Republication(
        URI.create("http://localhost:" + scoring.getAddress().getPort() + "/"),
        "secret",
        Duration.ofMillis(1));
  }

  @Test
  void asksForPageAfterPageAndRepeatsWhatTheServiceCouldNotTake() throws IOException {
    answers.add(new Answer(200, "{\"published\": 500, \"next\": \"place-1\"}"));
    answers.add(new Answer(429, "{}"));
    answers.add(new Answer(200, "{\"published\": 0, \"next\": \"place-2\"}"));
    answers.add(new Answer(200, "{\"published\": 7}"));
    List<Long> progress = new ArrayList<>();

    long published = republication().publish(FROM, TO, "a-1", progress::add);

    assertEquals(507, published);
    assertEquals(List.of(500L, 500L, 507L), progress);
    assertEquals(
        List.of("", "place-1", "place-1", "place-2"),
        asked.stream().map(body -> body.path("after").asText("")).toList());
    assertEquals(
        List.of(FROM + TO + "a-1"),
        asked.stream()
            .map(
                body ->
                    body.path("from").asText()
                        + body.path("to").asText()
                        + body.path("accountId").asText())
            .distinct()
            .toList());
    assertEquals("POST /v1/decisions/publications Bearer secret", seen.peek());
  }

  @Test
  void aRefusalIsToldWithItsReasonAndWithWhatWasDone() {
    answers.add(new Answer(200, "{\"published\": 3, \"next\": \"place-1\"}"));
    answers.add(new Answer(403, "{\"detail\": \"None of your roles permits this\"}"));

    IOException refused =
        assertThrows(IOException.class, () -> republication().publish(FROM, TO, null, _ -> {}));

    assertEquals(
        "Scoring at http://localhost:%d/ refused after 3 decisions, with status 403: None of your roles permits this"
            .formatted(scoring.getAddress().getPort()),
        refused.getMessage());
  }
}
