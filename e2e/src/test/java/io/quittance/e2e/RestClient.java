package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Calls a REST interface without the platform's code.
final class RestClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern INTERNALS =
      Pattern.compile("Exception|Caused by|\\bat [a-z]+\\.[a-z.]+|io\\.quittance|io\\.quarkus");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /// An HTTP response.
  ///
  /// @param challenge value of the header `WWW-Authenticate`, empty when there is none
  record Answer(int status, String contentType, String challenge, String body) {

    JsonNode json() {
      return parse(body);
    }

    /// Fails unless this is a problem document with the expected status and a Quittance type that
    /// reveals nothing about the code.
    void assertProblem(int expected, String context) {
      String text = context + " → " + this;
      assertEquals(expected, status, text);
      assertTrue(contentType.startsWith("application/problem+json"), text);
      assertTrue(json().path("type").asText().matches("urn:quittance:problem:[a-z-]+"), text);
      assertEquals(expected, json().path("status").asInt(), text);
      assertFalse(json().path("title").asText().isBlank(), text);
      assertFalse(INTERNALS.matcher(body).find(), text);
    }
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + json, e);
    }
  }

  /// @param token bearer token, or null for none
  Answer call(String method, String url, @Nullable String token) {
    return call(method, url, token, "application/json", "");
  }

  /// @param body request body, not sent when empty
  Answer call(String method, String url, @Nullable String token, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("WWW-Authenticate").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
