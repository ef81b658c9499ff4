package io.quittance.laboratory.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.AccountTimeSplit.Shares;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccountTimeSplitTest {

  private static final String MODEL = SyntheticRows.MODEL;
  private static final Shares SHARES = SyntheticRows.SHARES;

  @Test
  void noAccountTrainsAndEvaluates() {
    for (int seed = 1; seed <= 20; seed++) {
      LabelledRows rows = SyntheticRows.of(200 * seed, 4, seed);
      AccountTimeSplit split = AccountTimeSplit.of(rows, MODEL, SHARES);
      Set<String> evaluated = accounts(split.evaluation());
      assertFalse(evaluated.isEmpty());
      assertTrue(Collections.disjoint(evaluated, accounts(split.train())));
      assertTrue(Collections.disjoint(evaluated, accounts(split.calibration())));
    }
  }

  @Test
  void eachPartIsLaterThanTheOneBefore() {
    for (int seed = 1; seed <= 20; seed++) {
      LabelledRows rows = withTies(SyntheticRows.of(200 * seed, 4, seed));
      AccountTimeSplit split = AccountTimeSplit.of(rows, MODEL, SHARES);
      assertTrue(last(split.train()) < first(split.calibration()));
      assertTrue(last(split.calibration()) < first(split.evaluation()));
    }
  }

  @Test
  void sharesAreAboutThoseAskedFor() {
    LabelledRows rows = SyntheticRows.of(20_000, 4, 1);
    AccountTimeSplit split = AccountTimeSplit.of(rows, MODEL, SHARES);
    assertEquals(0.7 * 0.55, split.train().size() / 20_000.0, 0.015);
    assertEquals(0.7 * 0.15, split.calibration().size() / 20_000.0, 0.01);
    assertEquals(0.3 * 0.30, split.evaluation().size() / 20_000.0, 0.01);
    assertEquals(
        20_000,
        split.train().size()
            + split.calibration().size()
            + split.evaluation().size()
            + split.unused());
  }

  @Test
  void fiveThousandLabelsAreEnough() {
    DataGate gate = new DataGate(500, 50, 300, 30);
    for (int seed = 1; seed <= 50; seed++) {
      LabelledRows rows = SyntheticRows.of(5_000, 4, seed);
      AccountTimeSplit split = AccountTimeSplit.of(rows, "model-" + seed, SHARES);
      gate.check(split);
    }
  }

  @Test
  void theSameRowsAndModelAreDividedAlike() {
    LabelledRows rows = SyntheticRows.of(2_000, 4, 5);
    AccountTimeSplit once = AccountTimeSplit.of(rows, MODEL, SHARES);
    AccountTimeSplit again = AccountTimeSplit.of(rows, MODEL, SHARES);
    AccountTimeSplit other = AccountTimeSplit.of(rows, "another-model", SHARES);
    assertArrayEquals(once.train().values(), again.train().values());
    assertArrayEquals(once.calibration().values(), again.calibration().values());
    assertArrayEquals(once.evaluation().values(), again.evaluation().values());
    assertNotEquals(accounts(once.evaluation()), accounts(other.evaluation()));
  }

  /// Oracle: `printf 'payment-30d\0account-N' | sha256sum`, the first 13 digits over 16^13.
  @Test
  void holdsOutByDigestNotByChance() {
    assertEquals(0.622160646, fraction("account-1"), 1e-6);
    assertEquals(0.998652433, fraction("account-2"), 1e-6);
  }

  @Test
  void anAccountStaysHeldOutWhenMoreAreHeldOut() {
    for (int i = 0; i < 1_000; i++) {
      String account = "account-" + i;
      assertTrue(
          !AccountTimeSplit.isHeldOut(MODEL, account, 0.3)
              || AccountTimeSplit.isHeldOut(MODEL, account, 0.4));
    }
  }

  @Test
  void neverTearsDecisionsOfOneInstantApart() {
    LabelledRows rows = SyntheticRows.of(1_000, 4, 2);
    long[] times = rows.decidedAtMicros();
    Arrays.fill(times, 500, 640, times[500]);
    AccountTimeSplit split = AccountTimeSplit.of(rows, MODEL, SHARES);
    long seen =
        IntStream.range(0, 640)
            .filter(i -> !AccountTimeSplit.isHeldOut(MODEL, rows.accounts()[i], 0.3))
            .count();
    assertEquals(seen, split.train().size());
  }

  @Test
  void refusesSharesThatLeaveNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Shares(0.8, 0.2, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new Shares(0, 0.2, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new Shares(0.5, 0, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new Shares(0.5, 0.2, 0));
    assertThrows(IllegalArgumentException.class, () -> new Shares(0.5, 0.2, 1));
    assertThrows(IllegalArgumentException.class, () -> new Shares(Double.NaN, 0.2, 0.3));
  }

  /// The place of an account between 0 and 1, by bisection of the share.
  private static double fraction(String account) {
    double low = 0;
    double high = 1;
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      if (AccountTimeSplit.isHeldOut(MODEL, account, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static LabelledRows withTies(LabelledRows rows) {
    long[] times = rows.decidedAtMicros();
    for (int i = 0; i < times.length; i++) {
      times[i] = times[i - i % 7];
    }
    return rows;
  }

  private static Set<String> accounts(LabelledRows rows) {
    return new HashSet<>(Arrays.asList(rows.accounts()));
  }

  private static long first(LabelledRows rows) {
    return rows.decidedAtMicros()[0];
  }

  private static long last(LabelledRows rows) {
    return rows.decidedAtMicros()[rows.size() - 1];
  }
}
