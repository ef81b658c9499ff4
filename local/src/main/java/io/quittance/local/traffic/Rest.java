package io.quittance.local.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quittance.core.text.Json;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PortMap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Calls the REST interfaces of the services as a client of the realm. Safe for concurrent use.
public final class Rest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final PortMap ports;
  private final Tokens tokens;

  public Rest(PortMap ports) {
    this.ports = ports;
    this.tokens = new Tokens(ports.issuerUrl());
  }

  /// Reports an answer that is not a success, with the type and detail of the problem.
  public static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /// Reports that the issuer gave no token.
  public static final class NoTokenException extends IOException {

    private static final long serialVersionUID = 1L;

    NoTokenException(IOException cause) {
      super("No access token: " + cause.getMessage(), cause);
    }
  }

  /// Returns the answer to a GET as an operator; a missing node for status 404.
  public JsonNode get(Part service, String path) throws IOException {
    try {
      return send(service, path, "quittance-operator", "GET", Optional.empty());
    } catch (RefusedException e) {
      if (e.status() == 404) {
        return MissingNode.getInstance();
      }
      throw e;
    }
  }

  /// Returns the answer to a POST.
  ///
  /// @param client client whose token is sent
  /// @param body body, converted to JSON
  public JsonNode post(Part service, String path, String client, Object body) throws IOException {
    return send(service, path, client, "POST", Optional.of(Json.bytes(body)));
  }

  /// Returns the sum of all samples of a Prometheus metric; 0 when there is none.
  public double metric(Part service, String name) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ports.managementUrl(service) + "/q/metrics"))
            .timeout(PATIENCE)
            .header("Accept", "text/plain")
            .build();
    String text = new String(exchange(request).body(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    tokens.close();
    client.shutdownNow();
  }

  private JsonNode send(
      Part service, String path, String clientId, String method, Optional<byte[]> body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(ports.url(service) + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token(clientId))
            .header("Accept", "application/json");
    body.ifPresent(_ -> request.header("Content-Type", "application/json"));
    request.method(
        method,
        body.map(HttpRequest.BodyPublishers::ofByteArray)
            .orElse(HttpRequest.BodyPublishers.noBody()));
    HttpResponse<byte[]> response = exchange(request.build());
    if (response.statusCode() / 100 != 2) {
      throw new RefusedException(
          response.statusCode(),
          String.format(
              Locale.ROOT,
              "%s %s%s: %d %s",
              method,
              service.title(),
              path,
              response.statusCode(),
              detail(response.body())));
    }
    return Json.read(response.body());
  }

  private String token(String clientId) throws NoTokenException {
    try {
      return tokens.of(clientId);
    } catch (IOException e) {
      throw new NoTokenException(e);
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static String detail(byte[] body) {
    try {
      JsonNode problem = Json.read(body);
      return problem.path("type").asText() + " " + problem.path("detail").asText();
    } catch (IOException _) {
      return "";
    }
  }
}
