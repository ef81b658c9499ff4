package io.quittance.core.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.Fuzzed;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A stored account state, as any version, a damaged disk or a hand at the database may leave it.
final class AccountStateCodecFuzzTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Envelope CEASE =
      new Envelope(
          new EventIdentity("default", "/bank", "fuzzed-1"), EventTypes.CEASE_REQUESTED, NOW, null);

  static Stream<byte[]> stored() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            AccountStateCodecFuzzTest.class.getResourceAsStream("/golden/account-states.ndjson"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList().stream();
    }
  }

  @MethodSource("stored")
  @FuzzTest
  void aStateIsRefusedOrReadUsedAndWrittenAlike(byte[] input) {
    AccountState state;
    try {
      state = Fuzzed.bounded(input, () -> AccountStateCodec.fromBytes(input));
    } catch (CorruptStateException _) {
      return;
    }

    byte[] written = AccountStateCodec.toBytes(state);
    AccountState again = AccountStateCodec.fromBytes(written);
    AccountState after =
        again.apply(CEASE, new AccountEvent.CeaseRequested(again.accountId())).state();
    byte[] changed = AccountStateCodec.toBytes(after);

    assertArrayEquals(written, AccountStateCodec.toBytes(again));
    assertArrayEquals(changed, AccountStateCodec.toBytes(AccountStateCodec.fromBytes(changed)));
    new DebtorFacts(DebtorContext.of(after), NOW, List.of());
  }
}
