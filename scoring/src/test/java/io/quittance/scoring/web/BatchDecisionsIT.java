package io.quittance.scoring.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many requests for decisions in one exchange, as an array and as lines.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@QuarkusTestResource(RegistryStub.class)
@SuppressWarnings("NullAway.Init")
@Timeout(180)
final class BatchDecisionsIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/v1/decisions/batch";

  QuittanceTestResource surroundings;

  @TestHTTPResource(PATH)
  URI url;

  private Platform platform() {
    return new Platform(surroundings);
  }

  private void place(String account) {
    Envelope envelope =
        Events.envelope(
            "default", "b-" + account, TIME, Events.placed(account, "p" + account, TIME));
    Events.send(surroundings.topics(), envelope, Events.placed(account, "p" + account, TIME));
    platform().awaitDecision(envelope.identity());
  }

  private static String request(String requestId, String accountId) {
    return """
        {"requestId":"%s","accountId":"%s","at":"%s"}"""
        .formatted(requestId, accountId, TIME.plusSeconds(7_200));
  }

  private Response array(String body) {
    return given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH);
  }

  @Test
  void eachRequestOfAnArrayHasTheAnswerThatItWouldHaveAlone() throws IOException {
    place("a-batch1");
    given()
        .auth()
        .oauth2(surroundings.token("agent"))
        .contentType(ContentType.JSON)
        .body(request("batch-used", "a-batch1"))
        .post("/v1/decisions")
        .then()
        .statusCode(201);

    Response response =
        array(
            """
            [%s, %s, %s, {"requestId":"batch-3","accountId":"a batch"},
             {"requestId":"batch-4","accountId":"a-batch1","at":"yesterday"}, null, [],
             {"requestId":"batch-5","account":"a-batch1"},
             {"requestId":"batch-used","accountId":"a-batch1"}, %s,
             {"requestId":"batch-6","accountId":"a-batch1","dryRun":true}]"""
                .formatted(
                    request("batch-1", "a-batch1"),
                    request("batch-used", "a-batch1"),
                    request("batch-2", "a-nobody"),
                    request("batch-1", "a-batch1")));

    assertEquals(200, response.statusCode(), response::asString);
    JsonNode results = JSON.readTree(response.asByteArray());
    assertEquals(
        List.of(201, 200, 404, 400, 400, 400, 400, 400, 409, 200, 200),
        numbers(results, "status"),
        results::toPrettyString);
    assertEquals(IntStream.rangeClosed(1, 11).boxed().toList(), numbers(results, "position"));
    assertEquals("batch-1", results.get(0).get("requestId").asText());
    assertEquals(results.get(0).get("decision"), results.get(9).get("decision"));
    assertEquals(
        "urn:quittance:problem:account-not-found",
        results.get(2).get("error").get("type").asText());
    assertTrue(results.get(3).get("error").get("detail").asText().contains("accountId must be"));
    assertTrue(results.get(4).get("error").get("detail").asText().contains("/at"));
    EventIdentity identity = new EventIdentity("default", "/quittance/rest", "batch-1");
    assertEquals(
        JSON.readTree(platform().awaitDecisions(identity).getFirst().value()),
        results.get(0).get("decision"));
    assertTrue(
        response
            .asString()
            .contains(
                new String(
                    platform().awaitDecisions(identity).getFirst().value(),
                    StandardCharsets.UTF_8)));
  }

  @Test
  void anArrayIsLimited() {
    String one = request("batch-many", "a-nobody");

    array("[" + (one + ",").repeat(10_000) + one + "]")
        .then()
        .statusCode(413)
        .body("detail", containsString("at most 10000 requests, not 10001"));
    array("[" + one + "," + " ".repeat(4 * 1024 * 1024) + one + "]").then().statusCode(413);
    array("[" + one + "," + one).then().statusCode(400).body("detail", containsString("line 1"));
    array(one).then().statusCode(400).body("detail", containsString("must be an array"));
    array("").then().statusCode(400);
    array("[]").then().statusCode(200).body(equalTo("[]\n"));
  }

  @Test
  void linesAreAnsweredWhileTheyAreSent() throws IOException {
    place("a-lines");
    HttpURLConnection connection = lines();
    try (OutputStream out = connection.getOutputStream()) {
      for (int i = 0; i < 3_000; i++) {
        out.write((line(i) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    List<JsonNode> results = results(connection);

    assertEquals(200, connection.getResponseCode());
    assertEquals(
        IntStream.range(0, 3_000).filter(i -> i % 100 != 3).map(i -> i + 1).boxed().toList(),
        results.stream().map(result -> result.get("position").asInt()).toList());
    for (JsonNode result : results) {
      int i = result.get("position").asInt() - 1;
      int expected =
          switch (i % 100) {
            case 1 -> 400;
            case 2 -> 413;
            case 4 -> 404;
            default -> 201;
          };
      assertEquals(expected, result.get("status").asInt(), result::toString);
      assertEquals(expected == 201, result.has("decision"));
    }
    platform()
        .await(
            List.of("2880"),
            "select count(*) from scoring.inbox where event_id like 'lines-%' and fate = 'DECIDED'");
  }

  private static String line(int i) {
    return switch (i % 100) {
      case 1 -> "{\"requestId\":";
      case 2 -> "\"" + "x".repeat(20_000) + "\"";
      case 3 -> "  \r";
      case 4 -> request("lines-" + i, "a-nobody");
      default -> request("lines-" + i, "a-lines");
    };
  }

  /// Whoever sends a line and waits for its answer before he sends the next is not left waiting.
  @Test
  void aLineIsAnsweredBeforeTheNextHasCome() throws IOException {
    place("a-talk");
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head().getBytes(StandardCharsets.UTF_8));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        chunk(out, request("talk-" + i, "a-talk") + "\n");
        String answer = in.readLine();
        while (answer != null && !answer.contains("\"position\"")) {
          answer = in.readLine();
        }
        assertTrue(String.valueOf(answer).contains("\"talk-" + i + "\",\"status\":201"), answer);
      }
    }
  }

  /// Clients that go away in the middle, or never read, leave their places to others.
  @Test
  void whoGoesAwayGivesBackHisPlace() throws IOException {
    place("a-gone");
    for (int client = 0; client < 12; client++) {
      try (Socket socket = new Socket(url.getHost(), url.getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write(head().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 20; i++) {
          chunk(out, request("gone-" + client + "-" + i, "a-gone") + "\n");
        }
        int first = socket.getInputStream().read();
        assertEquals('H', first);
      }
    }

    HttpURLConnection connection = lines();
    long end = System.nanoTime() + Platform.PATIENCE.toNanos();
    try (OutputStream out = connection.getOutputStream()) {
      out.write(request("gone-last", "a-gone").getBytes(StandardCharsets.UTF_8));
    }
    while (connection.getResponseCode() == 503 && System.nanoTime() - end < 0) {
      connection = lines();
      try (OutputStream out = connection.getOutputStream()) {
        out.write(request("gone-last", "a-gone").getBytes(StandardCharsets.UTF_8));
      }
    }
    assertEquals(201, results(connection).getFirst().get("status").asInt());
  }

  @Test
  void otherRoutesKeepTheirSmallBodies() {
    given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
        .auth()
        .oauth2(surroundings.token("agent"))
        .contentType("application/x-ndjson")
        .body(" ".repeat(20_000))
        .post("/v1/decisions")
        .then()
        .statusCode(413);
    given()
        .auth()
        .oauth2(surroundings.token("viewer"))
        .contentType(ContentType.JSON)
        .body("[]")
        .post(PATH)
        .then()
        .statusCode(403);
  }

  private String head() {
    return """
        POST %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/x-ndjson
        Transfer-Encoding: chunked

        """
        .formatted(PATH, surroundings.token("agent"))
        .replace("\n", "\r\n");
  }

  private static void chunk(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.write(bytes);
    out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private HttpURLConnection lines() throws IOException {
    var connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Authorization", "Bearer " + surroundings.token("agent"));
    connection.setRequestProperty("Content-Type", "application/x-ndjson");
    return connection;
  }

  private static List<JsonNode> results(HttpURLConnection connection) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    try (var in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line : in.lines().collect(Collectors.toList())) {
        assertFalse(line.isBlank());
        results.add(JSON.readTree(line));
      }
    }
    return results;
  }

  private static List<Integer> numbers(JsonNode results, String field) {
    List<Integer> numbers = new ArrayList<>();
    results.forEach(result -> numbers.add(result.get(field).asInt()));
    return numbers;
  }
}
