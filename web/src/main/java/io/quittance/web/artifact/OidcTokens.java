package io.quittance.web.artifact;

import io.quarkus.oidc.client.OidcClient;
import java.io.IOException;
import java.time.Duration;

/// Obtains each token from the realm with the service's own credentials. Thread-safe.
public final class OidcTokens implements TokenSource {

  private final OidcClient client;
  private final Duration timeout;

  /// @param timeout the longest wait for one token
  public OidcTokens(OidcClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  @Override
  public String token() throws IOException {
    try {
      return client.getTokens().await().atMost(timeout).getAccessToken();
    } catch (RuntimeException e) {
      throw new IOException("the token issuer gave no token: " + e.getMessage(), e);
    }
  }
}
