package io.quittance.scoring.champion;

import java.io.IOException;

/// A source of bundles.
@FunctionalInterface
public interface BundleSource {

  /// Returns the bytes of a bundle, not yet verified. May block.
  ///
  /// @throws IOException when the source cannot be reached or has no such bundle; a later call may
  ///   succeed
  byte[] fetch(String sha256) throws IOException;
}
