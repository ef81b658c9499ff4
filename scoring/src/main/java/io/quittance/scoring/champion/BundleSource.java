package io.quittance.scoring.champion;

import java.io.IOException;

/// Where bundles come from.
@FunctionalInterface
public interface BundleSource {

  /// The bytes at that address; not yet verified. May block.
  ///
  /// @throws IOException when it cannot be reached or has none; may work later
  byte[] fetch(String sha256) throws IOException;
}
