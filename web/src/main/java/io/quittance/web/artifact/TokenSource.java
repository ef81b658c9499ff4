package io.quittance.web.artifact;

import java.io.IOException;

/// Supplies the bearer token with which a service calls another one.
@FunctionalInterface
public interface TokenSource {

  /// Returns a token that is valid now. May block.
  ///
  /// @throws IOException when the issuer gives none; a later call may succeed
  String token() throws IOException;
}
