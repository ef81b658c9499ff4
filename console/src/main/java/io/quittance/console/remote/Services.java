package io.quittance.console.remote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quittance.core.text.Json;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Asks the services over HTTP, side by side: each question returns at once with an answer to wait
/// for. A service that does not answer within the patience has failed; a question is never
/// repeated. Answers of more than 4 MiB are refused. Safe for concurrent use.
@Singleton
public final class Services {

  private static final Logger LOG = Logger.getLogger(Services.class);
  private static final long MOST_BYTES = 4L << 20;
  private static final String PROBLEM_TYPE = "urn:quittance:problem:";

  /// Reads the fields that the console knows and passes over the others, so that services may be
  /// newer.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final ServiceAddresses addresses;
  private final Duration patience;
  private final Duration patienceForActions;
  private final HttpClient http;

  /// @param patience how long a page waits for one part of it
  /// @param patienceForActions how long a page waits for what a person does to take effect
  Services(
      ServiceAddresses addresses,
      @ConfigProperty(name = "quittance.console.patience", defaultValue = "2s") Duration patience,
      @ConfigProperty(name = "quittance.console.patience-for-actions", defaultValue = "20s")
          Duration patienceForActions) {
    this.addresses = addresses;
    this.patience = patience;
    this.patienceForActions = patienceForActions;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }

  /// Asks for something.
  ///
  /// @param path with its query, every part that is not fixed as [#part] returns it
  /// @param token of the person
  public <T> CompletableFuture<Answer<T>> get(
      Service service, String path, String token, Class<T> type) {
    return send(service, request(service, path, token, patience).build(), type);
  }

  /// Does something in the person's name.
  ///
  /// @param body written as JSON
  public <T> CompletableFuture<Answer<T>> post(
      Service service, String path, String token, Object body, Class<T> type) {
    HttpRequest request =
        request(service, path, token, patienceForActions)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    return send(service, request, type);
  }

  /// Returns a text as one part of a path or as a value of a query, whatever its characters.
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(
      Service service, String path, String token, Duration patience) {
    URI base = addresses.of(service);
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(patience)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private <T> CompletableFuture<Answer<T>> send(
      Service service, HttpRequest request, Class<T> type) {
    var body =
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES);
    return http.sendAsync(request, body)
        // The time-out of a request ends with its headers; this one counts the body too.
        .orTimeout(request.timeout().orElse(patience).toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> answer(service, request, response, type))
        .exceptionally(failure -> failed(service, request, failure));
  }

  private static <T> Answer<T> answer(
      Service service, HttpRequest request, HttpResponse<byte[]> response, Class<T> type) {
    int status = response.statusCode();
    try {
      if (status < 300) {
        return new Answer.Given<>(
            type == byte[].class
                ? type.cast(response.body())
                : JSON.readValue(response.body(), type));
      }
      if (status < 500 && status != 429) {
        return refused(service, status, response.body());
      }
    } catch (IOException e) {
      return failed(service, request, e);
    }
    LOG.warnf("%s answered %d to %s", service.title(), status, request.uri());
    return new Answer.Failed<>(
        service, service.title() + " cannot answer at the moment (status " + status + ").");
  }

  private static <T> Answer<T> refused(Service service, int status, byte[] body)
      throws IOException {
    JsonNode problem = body.length == 0 ? Json.object() : Json.read(body);
    String type = problem.path("type").asText("");
    String detail = problem.path("detail").asText("");
    return new Answer.Refused<>(
        service,
        status,
        type.startsWith(PROBLEM_TYPE) ? type.substring(PROBLEM_TYPE.length()) : "",
        detail.isEmpty()
            ? service.title() + " refuses this (status " + status + ")."
            : sentence(detail));
  }

  private static <T> Answer<T> failed(Service service, HttpRequest request, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    LOG.warnf("%s did not answer %s: %s", service.title(), request.uri(), cause);
    return new Answer.Failed<>(service, service.title() + " does not answer.");
  }

  private static String sentence(String detail) {
    return detail.endsWith(".") ? detail : detail + ".";
  }
}
