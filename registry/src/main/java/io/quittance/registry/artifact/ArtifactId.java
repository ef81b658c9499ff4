package io.quittance.registry.artifact;

import io.quittance.registry.Refusal;
import java.util.regex.Pattern;

/// Address of an artefact: the SHA-256 of its bytes as 64 lower-case hex digits. No other input
/// ever becomes part of a path.
public record ArtifactId(String sha256) {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public ArtifactId {
    if (!HEX.matcher(sha256).matches()) {
      throw Refusal.invalid(
          "sha256 must be the SHA-256 of the artefact as 64 lower-case hex digits");
    }
  }

  @Override
  public String toString() {
    return sha256;
  }
}
