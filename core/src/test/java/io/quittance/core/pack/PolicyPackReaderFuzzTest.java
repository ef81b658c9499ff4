package io.quittance.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.Fuzzed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A policy pack in YAML, as an operator may write it.
final class PolicyPackReaderFuzzTest {

  /// What the reader of YAML may take for a pack of the greatest size, however small this one is.
  private static final long ALIASES = 64L << 20;

  static Stream<byte[]> packs() {
    return Stream.of("us-fl", "eu-gdpr", "india-rbi", "uk-fca", "us-ma", "au", "strict")
        .map(PolicyPackReaderFuzzTest::bytes);
  }

  private static byte[] bytes(String pack) {
    try (InputStream in =
        Objects.requireNonNull(PolicyPack.class.getResourceAsStream("/packs/" + pack + ".yaml"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("packs")
  @FuzzTest
  void aPackIsRefusedWithItsLineOrReadTheSameTwice(byte[] input) {
    try {
      PolicyPack pack = Fuzzed.bounded(input, ALIASES, () -> PolicyPackReader.read(input));

      assertEquals(pack, PolicyPackReader.read(input));
      assertTrue(!pack.id().isEmpty(), "a pack without an id");
    } catch (PolicyPackException e) {
      assertTrue(e.line() >= 0 && e.line() <= lines(input), e::getMessage);
    }
  }

  private static long lines(byte[] input) {
    return 2 + new String(input, StandardCharsets.UTF_8).lines().count();
  }
}
