package io.quittance.web.artifact;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// One file to download, with what is known about it beforehand.
///
/// @param server the name of the service that has it, for messages
/// @param mediaType the media type to ask for
/// @param sha256 the digest that the file must have: 64 lower-case hexadecimal digits; empty when
///   it is not known
/// @param maxBytes the largest size accepted, at least 0
public record Download(
    String server, URI address, String mediaType, Optional<String> sha256, long maxBytes) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /// @throws IllegalArgumentException when the digest or the size is malformed
  public Download {
    sha256.ifPresent(Download::requireDigest);
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must not be negative, but is " + maxBytes);
    }
  }

  /// Returns whether the text is a digest, and so can safely be part of a path.
  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /// Returns the text if it is a digest.
  ///
  /// @throws IllegalArgumentException otherwise
  static String requireDigest(String text) {
    if (!isDigest(text)) {
      throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
    }
    return text;
  }

  /// Returns what a message calls the file.
  String description() {
    return address.getPath();
  }
}
