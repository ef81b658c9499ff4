package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.pack.Economics;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldoutGroupTest {

  private static final Economics.Holdout TWO_PERCENT = new Economics.Holdout("hold", 0.02);

  private static AccountState account(String account, String debtor, String time) {
    Instant at = Instant.parse(time);
    return new Histories(account)
        .tell(
            at,
            new AccountEvent.Updated(
                account, debtor, new Snapshot(at, 50_000, "USD", 10, null, null)))
        .state();
  }

  private static boolean held(Economics.Holdout holdout, String debtor) {
    return HoldoutGroup.contains(holdout, account("acc", debtor, "2026-01-01T00:00:00Z"));
  }

  @Test
  void theGroupHasItsShareOfTheDebtors() {
    int debtors = 100_000;
    int held = 0;
    for (int i = 0; i < debtors; i++) {
      held += held(TWO_PERCENT, "deb-" + i) ? 1 : 0;
    }

    ChiSquaredTests.assertShare(0.02, held, debtors);
  }

  @Test
  void whoIsHeldOutStaysSoOnEveryAccountAtEveryTimeAndGrowsWithTheShareOnly() {
    for (int i = 0; i < 5_000; i++) {
      String debtor = "deb-" + i;
      boolean held = held(TWO_PERCENT, debtor);

      assertEquals(
          held, HoldoutGroup.contains(TWO_PERCENT, account("b", debtor, "2029-07-01T00:00:00Z")));
      assertTrue(!held || held(new Economics.Holdout("hold", 0.05), debtor));
      assertFalse(held(new Economics.Holdout("hold", 0), debtor));
    }
  }

  @Test
  void anAccountWithoutADebtorStandsForItself() {
    int held = 0;
    for (int i = 0; i < 20_000; i++) {
      AccountState account = AccountState.empty("default", "acc-" + i);
      assertEquals(
          HoldoutGroup.contains(TWO_PERCENT, account), HoldoutGroup.contains(TWO_PERCENT, account));
      held += HoldoutGroup.contains(TWO_PERCENT, account) ? 1 : 0;
    }

    ChiSquaredTests.assertShare(0.02, held, 20_000);
  }

  /// One debtor and one decision each: being held out says nothing of being explored, and another
  /// salt draws another group.
  @Test
  void theGroupIsIndependentOfExplorationAndOfOtherGroups() {
    List<Action> permitted = List.of(Action.NO_CONTACT, Action.CALL);
    List<UUID> ids = Scene.ids(17).limit(50_000).toList();
    long[][] explored = new long[2][2];
    long[][] other = new long[2][2];
    for (int i = 0; i < ids.size(); i++) {
      int held = held(new Economics.Holdout("one", 0.05), "deb-" + i) ? 1 : 0;
      int drawn =
          ExplorationDraw.draw(permitted, Action.CALL, 0.3, "two", ids.get(i)).explored() ? 1 : 0;
      explored[held][drawn]++;
      other[held][held(new Economics.Holdout("three", 0.05), "deb-" + i) ? 1 : 0]++;
    }

    ChiSquaredTests.assertIndependent(explored);
    ChiSquaredTests.assertIndependent(other);
  }

  /// As the number drawn lies in [0, 1), a share of them lies below the share.
  @Test
  void aDrawOfTheShareItselfIsNotHeldOut() {
    double drawn = 1;
    int i = 0;
    while (drawn > 0.04) {
      drawn = SaltedDraw.of("hold", "default/debtor/deb-" + ++i).first();
    }

    assertFalse(held(new Economics.Holdout("hold", drawn), "deb-" + i));
    assertTrue(held(new Economics.Holdout("hold", Math.nextUp(drawn)), "deb-" + i));
  }

  /// Worked out by another implementation of SHA-256, over salt, zero byte and
  /// `tenant/debtor/debtor id`.
  @Test
  void membershipIsAFixedFunction() {
    assertEquals(
        0.8811414053436657, SaltedDraw.of("us-reg-f-holdout-1", "default/debtor/deb-1").first());
  }
}
