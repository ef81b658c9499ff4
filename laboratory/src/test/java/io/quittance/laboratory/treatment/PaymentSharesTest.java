package io.quittance.laboratory.treatment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentSharesTest {

  /// Payments of 60 from 100, 100 from 400 (usual) and 10 from 100 (plan): together 170 of 600,
  /// mean balance 200. With the strength of one payment: (160 + 200 · 170/600) / (500 + 200) and
  /// (10
  /// + 200 · 170/600) / (100 + 200). The row without payment does not count.
  @Test
  void sharesAreOfMoneyAndShrinkToThatOfAllPayments() {
    TreatedRows rows =
        rows(
            new boolean[] {true, true, true, false},
            new int[] {0, 1, 2, 2},
            new float[] {0.6f, 0.25f, 0.1f, 0.9f},
            new double[] {100, 400, 100, 1_000});

    double[] shares = PaymentShares.of(rows, KnownWorld.ARMS, 1);

    assertArrayEquals(new double[] {0.309524, 0.309524, 0.222222}, shares, 1e-6);
  }

  @Test
  void nobodyPaidIsNothing() {
    TreatedRows rows =
        rows(new boolean[] {false}, new int[] {0}, new float[] {0}, new double[] {100});

    assertArrayEquals(new double[] {0, 0, 0}, PaymentShares.of(rows, KnownWorld.ARMS, 1), 0);
  }

  private static TreatedRows rows(boolean[] paid, int[] arms, float[] shares, double[] balances) {
    Examples examples = Examples.of(List.of(Column.numeric("only")), new float[paid.length], paid);
    return new TreatedRows(
        examples, new float[paid.length], arms, new int[paid.length], shares, balances);
  }
}
