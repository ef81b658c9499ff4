package io.quittance.local.launch;

import io.quittance.embedded.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks the parts whether they are ready. Threads: safe for use by several.
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

  /// Whether the part does its work now: services by their readiness (database and Kafka), the
  /// issuer by its discovery document, the servers by their ports.
  public boolean ready(Part part) {
    return switch (part) {
      case KAFKA, POSTGRES -> !Ports.isFree(ports.port(part));
      case IDENTITY -> answers(ports.issuerUrl() + "/.well-known/openid-configuration");
      case REGISTRY, SCORING, FEEDBACK, RETRAINING ->
          answers(ports.managementUrl(part) + "/q/health/ready");
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private boolean answers(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
