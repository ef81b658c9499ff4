package io.quittance.simulator.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quittance.simulator.book.Draws.Purpose;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

  private final Draws draws = new Draws(20_260_105);

  @Test
  void aDrawDependsOnlyOnItsArguments() {
    double first = draws.uniform(5, 7, Purpose.PAYMENT);

    draws.uniform(99, 7, Purpose.PAYMENT);

    assertEquals(first, draws.uniform(5, 7, Purpose.PAYMENT));
    assertNotEquals(first, draws.uniform(5, 8, Purpose.PAYMENT));
    assertNotEquals(first, draws.uniform(6, 7, Purpose.PAYMENT));
    assertNotEquals(first, draws.uniform(5, 7, Purpose.REVERSAL));
    assertNotEquals(first, new Draws(1).uniform(5, 7, Purpose.PAYMENT));
  }

  /// Checks Pearson's statistic over 64 cells of neighbouring subjects and days: 63 degrees of
  /// freedom, upper 0.1 % point 103.4.
  @Test
  void uniformDrawsFillTheSquareEvenly() {
    int[] cells = new int[64];
    int draws = 64_000;

    for (int i = 0; i < draws; i++) {
      int row = (int) (8 * this.draws.uniform(i / 100, i % 100, Purpose.PAYMENT));
      int column = (int) (8 * this.draws.uniform(i / 100, i % 100 + 1, Purpose.PAYMENT));
      cells[8 * row + column]++;
    }

    double expected = draws / 64.0;
    double statistic =
        IntStream.of(cells).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertEquals(63, statistic, 40.4);
  }

  @Test
  void gaussianDrawsHaveTheirMoments() {
    int count = 100_000;

    double[] values =
        IntStream.range(0, count).mapToDouble(i -> draws.gaussian(i, 3, Purpose.SEGMENT)).toArray();

    double mean = IntStream.range(0, count).mapToDouble(i -> values[i]).sum() / count;
    double square = IntStream.range(0, count).mapToDouble(i -> values[i] * values[i]).sum() / count;
    assertEquals(0, mean, 0.013);
    assertEquals(1, square, 0.02);
  }
}
