package io.quittance.scoring.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.scoring.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AccountLedgerTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  /// @param actor the kind of actor as it is stored
  private static AccountLedger.Stored stored(String account, String actor) {
    AccountEvent placed = Events.placed(account, "D-1", TIME);
    Envelope envelope = Events.envelope("default", "placed-" + account, TIME, placed);
    AccountState state = AccountState.empty("default", account).apply(envelope, placed).state();
    String json = new String(AccountStateCodec.toBytes(state), UTF_8);
    assertTrue(json.contains("THIRD_PARTY"), json);
    byte[] bytes = json.replace("THIRD_PARTY", actor).getBytes(UTF_8);
    return new AccountLedger.Stored(
        new AccountKey("default", account), AccountStateCodec.fromBytes(bytes), 1);
  }

  @Test
  void anAccountWhosePlacementANewerVersionWroteMakesItsDebtorPartlyKnown() {
    AccountLedger.Stored newer = stored("a-1", "NEW_ACTOR");
    AccountLedger.Stored sibling = stored("a-2", "THIRD_PARTY");
    AccountLedger ledger = new AccountLedger();

    ledger.add(newer, "D-1");
    ledger.add(sibling, "D-1");

    assertNull(newer.state().debtorId());
    assertFalse(ledger.context(sibling.key()).isWhollyKnown());
  }

  @Test
  void accountsThatAreWhollyKnownMakeAWhollyKnownDebtor() {
    AccountLedger.Stored one = stored("a-1", "THIRD_PARTY");
    AccountLedger.Stored other = stored("a-2", "THIRD_PARTY");
    AccountLedger ledger = new AccountLedger();

    ledger.add(one, "D-1");
    ledger.add(other, "D-1");

    assertTrue(ledger.context(other.key()).isWhollyKnown());
  }
}
