package io.quittance.feedback.trigger;

import io.quittance.web.artifact.Timeouts;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// How the retraining service is asked what became of a request.
@ConfigMapping(prefix = "quittance.retraining")
public interface RetrainingConnection {

  /// The address below which the retraining service's `/v1` lies.
  @WithDefault("http://localhost:8083")
  URI url();

  /// The longest wait for a connection.
  @WithDefault("PT2S")
  Duration connectTimeout();

  /// The longest wait for a token, and for the answer.
  @WithDefault("PT10S")
  Duration timeout();

  default Timeouts timeouts() {
    return new Timeouts(connectTimeout(), timeout(), timeout());
  }
}
