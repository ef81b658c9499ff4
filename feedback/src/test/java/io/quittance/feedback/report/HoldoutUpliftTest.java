package io.quittance.feedback.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.feedback.report.HoldoutUplift.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldoutUpliftTest {

  /// A debtor with n decisions, y of them paid.
  private record Debtor(int n, int y) {}

  private static Sums sums(List<Debtor> debtors) {
    long n = 0;
    long y = 0;
    double nn = 0;
    double ny = 0;
    double yy = 0;
    for (Debtor d : debtors) {
      n += d.n();
      y += d.y();
      nn += d.n() * d.n();
      ny += d.n() * d.y();
      yy += d.y() * d.y();
    }
    return new Sums(debtors.size(), n, y, nn, ny, yy);
  }

  /// Debtors who pay always or never, mostly, so that their decisions go together.
  private static List<Debtor> debtors(Random random, int number, double rate) {
    List<Debtor> debtors = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int n = 1 + random.nextInt(8);
      double own = random.nextDouble() < rate ? 0.95 : 0.05;
      int y = 0;
      for (int j = 0; j < n; j++) {
        y += random.nextDouble() < own ? 1 : 0;
      }
      debtors.add(new Debtor(n, y));
    }
    return debtors;
  }

  /// The variance written out, debtor by debtor.
  private static double bruteForce(List<Debtor> debtors) {
    double n = debtors.stream().mapToInt(Debtor::n).sum();
    double share = debtors.stream().mapToInt(Debtor::y).sum() / n;
    double sum = 0;
    for (Debtor d : debtors) {
      sum += (d.y() - share * d.n()) * (d.y() - share * d.n());
    }
    return sum / (debtors.size() - 1) * debtors.size() / n / n;
  }

  @Test
  void theIntervalIsThatOfTheFormulaWrittenOut() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      List<Debtor> treated = debtors(random, 2 + random.nextInt(300), 0.4);
      List<Debtor> held = debtors(random, 2 + random.nextInt(30), 0.3);

      HoldoutUplift uplift = HoldoutUplift.of(sums(treated), sums(held));

      double half = 1.96 * Math.sqrt(bruteForce(treated) + bruteForce(held));
      double difference = Objects.requireNonNull(uplift.difference());
      assertEquals(share(treated) - share(held), difference, 1e-12);
      assertEquals(difference - half, Objects.requireNonNull(uplift.low()), 1e-4);
      assertEquals(difference + half, Objects.requireNonNull(uplift.high()), 1e-4);
    }
  }

  private static double share(List<Debtor> debtors) {
    return (double) debtors.stream().mapToInt(Debtor::y).sum()
        / debtors.stream().mapToInt(Debtor::n).sum();
  }

  /// 2,000 worlds with a true difference of 0.1 · 0.9: about 95 % of the intervals hold it.
  /// Intervals that took decisions for independent would hold it far less often.
  @Test
  void theIntervalHoldsTheTruthAsOftenAsItSays() {
    Random random = new Random(5);
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      HoldoutUplift uplift =
          HoldoutUplift.of(sums(debtors(random, 400, 0.5)), sums(debtors(random, 100, 0.4)));
      double low = Objects.requireNonNull(uplift.low());
      held += low <= 0.09 && 0.09 <= Objects.requireNonNull(uplift.high()) ? 1 : 0;
    }

    assertEquals(0.95, held / 2_000.0, 0.02);
  }

  @Test
  void withoutTwoDebtorsInEachGroupThereIsNoDifference() {
    Sums two = sums(List.of(new Debtor(2, 1), new Debtor(1, 1)));
    Sums one = sums(List.of(new Debtor(2, 1)));

    assertNull(HoldoutUplift.of(two, one).difference());
    assertNull(HoldoutUplift.of(one, two).difference());
    assertNull(HoldoutUplift.of(two, Sums.NONE).heldOut().paidShare());
    assertEquals(0.5, HoldoutUplift.of(two, one).heldOut().paidShare());
    assertEquals(0.0, HoldoutUplift.of(two, two).difference());
  }
}
