package io.quittance.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Asks a process of scoring, page by page, to publish the stored decisions of a time range again.
///
/// @param scoring the address below which `/v1` lies
/// @param token of a caller with the role `operator`
/// @param pause before a request is repeated that the service could not take at the moment
record Republication(URI scoring, String token, Duration pause) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<Integer> PASSING = Set.of(429, 503);
  private static final int ATTEMPTS = 60;

  /// Publishes all of them.
  ///
  /// @param accountId null for all accounts
  /// @param progress takes the number published so far, after every page
  /// @return how many
  /// @throws IOException when the service cannot be reached or refuses; the message says why, and
  ///   after how many decisions
  long publish(String from, String to, @Nullable String accountId, LongConsumer progress)
      throws IOException {
    Map<String, String> body = new HashMap<>(Map.of("from", from, "to", to));
    if (accountId != null) {
      body.put("accountId", accountId);
    }
    long published = 0;
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build()) {
      String next;
      do {
        JsonNode page = page(client, body, published);
        published += page.path("published").asLong();
        progress.accept(published);
        next = page.path("next").asText(null);
        if (next != null) {
          body.put("after", next);
        }
      } while (next != null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted after %d decisions".formatted(published), e);
    }
    return published;
  }

  private JsonNode page(HttpClient client, Map<String, String> body, long published)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    scoring.toString().replaceFirst("/+$", "") + "/v1/decisions/publications"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(body), StandardCharsets.UTF_8))
            .build();
    int attempt = 1;
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    while (PASSING.contains(answer.statusCode()) && attempt < ATTEMPTS) {
      Thread.sleep(pause);
      attempt++;
      answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
    if (answer.statusCode() != 200) {
      throw new IOException(
          "Scoring at %s refused after %d decisions, with status %d%s"
              .formatted(scoring, published, answer.statusCode(), detail(answer.body())));
    }
    return Json.read(answer.body());
  }

  private static String detail(byte[] problem) {
    try {
      String detail = Json.read(problem).path("detail").asText("");
      return detail.isEmpty() ? "" : ": " + detail;
    } catch (IOException _) {
      return "";
    }
  }
}
