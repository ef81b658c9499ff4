package io.quittance.feedback.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.core.text.Json;
import io.quittance.web.artifact.ArtifactClient;
import io.quittance.web.artifact.Download;
import io.quittance.web.artifact.OidcTokens;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Asks the retraining service what became of a request; the job has the request's id. Blocks;
/// worker threads only.
@Singleton
class RetrainingJobs {

  private static final Logger LOG = Logger.getLogger(RetrainingJobs.class);
  private static final int MAX_BYTES = 1 << 20;

  private final String url;
  private final ArtifactClient client;

  @Inject
  RetrainingJobs(RetrainingConnection connection, OidcClient tokens, TlsConfigurationRegistry tls) {
    this(
        connection.url(),
        ArtifactClient.of(
            new OidcTokens(tokens, connection.timeout()), connection.timeouts(), tls));
  }

  RetrainingJobs(URI url, ArtifactClient client) {
    this.url = url.toString().replaceFirst("/+$", "");
    this.client = client;
  }

  /// Returns the fate of a request; one that cannot be learned is unknown.
  RequestFate of(UUID request) {
    try {
      JsonNode job =
          Json.read(
              client.read(
                  new Download(
                      "retraining",
                      URI.create(url + "/v1/jobs/" + request),
                      "application/json",
                      Optional.empty(),
                      MAX_BYTES)));
      return job.path("failureIsTemporary").asBoolean()
          ? RequestFate.FAILED_FOR_NOW
          : RequestFate.COUNTS;
    } catch (IOException e) {
      LOG.infof("What became of request %s is unknown: %s", request, e.getMessage());
      return RequestFate.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RequestFate.UNKNOWN;
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
