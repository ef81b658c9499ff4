package io.quittance.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/// The body of a request as a fuzz target gets it: a line with the kind of the request, then the
/// body.
///
/// @param kind empty when the input has no line of its own for it
@SuppressWarnings("ArrayRecordComponent")
public record FuzzedBody(String kind, byte[] data) {

  public static FuzzedBody of(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return new FuzzedBody(
        end < 0 ? "" : text.substring(0, end), Arrays.copyOfRange(input, end + 1, input.length));
  }

  /// Returns the inputs with which a target begins.
  public static Stream<byte[]> seeds(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
