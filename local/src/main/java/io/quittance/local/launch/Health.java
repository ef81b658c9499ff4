package io.quittance.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.Readiness;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Checks whether the parts are ready. Safe for concurrent use.
public final class Health implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final PortMap ports;

  public Health(PortMap ports) {
    this.ports = ports;
  }

  /// Returns whether a part is ready.
  public boolean ready(Part part) {
    return look(part).ready();
  }

  /// Checks a part: a service by its readiness check (database and Kafka), the issuer by its
  /// discovery document, a server by its port.
  public Readiness look(Part part) {
    return switch (part) {
      case KAFKA, POSTGRES ->
          Ports.isOpen(ports.port(part)) ? Readiness.READY : closed(ports.port(part));
      case IDENTITY ->
          ask(ports.issuerUrl() + "/.well-known/openid-configuration", ports.port(part));
      case REGISTRY, SCORING, FEEDBACK, RETRAINING, CONSOLE ->
          ask(ports.managementUrl(part) + "/q/health/ready", ports.managementPort(part));
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Readiness ask(String url, int port) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Readiness.READY
          : Readiness.waiting(
              "its health check returns %d%s"
                  .formatted(response.statusCode(), down(response.body())));
    } catch (ConnectException | HttpConnectTimeoutException _) {
      return closed(port);
    } catch (IOException _) {
      return Readiness.waiting("its health check does not answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Readiness.waiting("interrupted");
    }
  }

  private static Readiness closed(int port) {
    return Readiness.waiting("port %d is closed".formatted(port));
  }

  /// Returns the names of the checks that are not up, in brackets.
  private static String down(byte[] body) {
    try {
      List<String> names = new ArrayList<>();
      for (JsonNode check : Json.read(body).path("checks")) {
        if (!check.path("status").asText().equals("UP")) {
          names.add(check.path("name").asText());
        }
      }
      return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    } catch (IOException _) {
      return "";
    }
  }
}
