package io.quittance.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Account states that release 0.1.0 stored, with every kind of fact that a simulated year
/// produced.
final class GoldenStatesTest {

  @Test
  void statesOfBeforeAreReadAndWrittenByteForByte() throws IOException {
    List<String> stored;
    try (InputStream in =
        Objects.requireNonNull(
            GoldenStatesTest.class.getResourceAsStream("/golden/account-states.ndjson"))) {
      stored = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertEquals(43, stored.size());
    for (String line : stored) {
      AccountState state = AccountStateCodec.fromBytes(line.getBytes(StandardCharsets.UTF_8));
      assertEquals(line, new String(AccountStateCodec.toBytes(state), StandardCharsets.UTF_8));
    }
  }
}
