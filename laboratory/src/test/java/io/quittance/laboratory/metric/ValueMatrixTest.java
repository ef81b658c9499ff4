package io.quittance.laboratory.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ValueMatrixTest {

  private static final ValueMatrix MATRIX = new ValueMatrix("EUR", 200, 5_000, 0, 3_000, 0, 30, 0);
  private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95, 5);

  @Test
  void readsItsFields() {
    ValueMatrix read = read(yaml("contactsADay: 30"));
    assertEquals(MATRIX, read);
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused("line 9: unknown field 'colour'", yaml("contactsADay: 30") + "colour: red\n");
    assertRefused("contactsADay must be at least 1", yaml("contactsADay: 0"));
    assertRefused("contactsADay", yaml(""));
    assertRefused("line 7", yaml("contactsADay: many"));
    assertRefused(
        "currency 'EURO' is not in ISO 4217", yaml("contactsADay: 1").replace("EUR", "EURO"));
    assertRefused("the value matrix is empty", "null");
    assertRefused("No content", "");
    assertRefused("Duplicate field", yaml("contactsADay: 1\ncontactCost: 3"));
  }

  private static void assertRefused(String reason, String yaml) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read(yaml));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  private static ValueMatrix read(String yaml) {
    return ValueMatrix.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static String yaml(String contacts) {
    return """
        currency: EUR
        contactCost: 200
        paidAfterContact: 5000
        unpaidAfterContact: 0
        paidWithoutContact: 3000
        unpaidWithoutContact: 0
        """
        + contacts
        + "\naccountsADay: 0\n";
  }

  /// A contact turns 3,000 into 5,000 with probability p and costs 200: worth it from p = 0.1.
  @Test
  void aContactBreaksEvenWhereItsGainIsItsCost() {
    assertEquals(0.1, MATRIX.breakEven(), 1e-15);
    assertEquals(0, new ValueMatrix("EUR", 0, 2, 1, 1, 0, 1, 0).breakEven());
    assertTrue(Double.isInfinite(new ValueMatrix("EUR", 9, 10, 0, 5, 0, 1, 0).breakEven()));
  }

  /// The value by walking over the sorted accounts, one at a time.
  @Test
  void theValueOfADayIsTheSumOverItsAccounts() {
    Accounts accounts = Accounts.of(200, 1);
    BusinessMetrics metrics =
        BusinessMetrics.of(accounts.probabilities, accounts.paid, MATRIX, BOOTSTRAP);
    Integer[] order = new Integer[200];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (a, b) -> Double.compare(accounts.probabilities[b], accounts.probabilities[a]));
    double net = 0;
    double paid = 0;
    double expected = 0;
    double nobody = 0;
    for (int i = 0; i < 200; i++) {
      boolean pays = accounts.paid[order[i]];
      net += i < 30 ? (pays ? 4_800 : -200) : pays ? 3_000 : 0;
      nobody += pays ? 3_000 : 0;
      paid += i < 30 && pays ? 1 : 0;
      expected += i < 30 ? accounts.probabilities[order[i]] : 0;
    }
    assertEquals(net, metrics.netValueADay().value(), 1e-6);
    assertEquals(net - nobody, metrics.gainOverNobodyADay().value(), 1e-6);
    assertEquals(paid / 30, metrics.recoveryRate().value(), 1e-12);
    assertEquals(expected / 30, metrics.expectedRecoveryRate(), 1e-12);
    assertEquals(30 * 200 / (paid * 5_000), metrics.costToCollect().value(), 1e-12);
    assertEquals(accounts.probabilities[order[29]], metrics.threshold());
    assertTrue(metrics.netValueADay().lower() < net && net < metrics.netValueADay().upper());
    assertEquals(nobody, metrics.curve().getFirst().netValueADay(), 1e-6);
    assertEquals(net, metrics.curve().get(15).netValueADay(), 1e-6);
    assertTrue(
        metrics.curve().stream().allMatch(p -> p.netValueADay() <= metrics.best().netValueADay()));
  }

  @Test
  void aDayOfMoreAccountsIsWorthAsManyTimesMore() {
    Accounts accounts = Accounts.of(200, 2);
    ValueMatrix large = new ValueMatrix("EUR", 200, 5_000, 0, 3_000, 0, 1_500, 10_000);
    BusinessMetrics small =
        BusinessMetrics.of(accounts.probabilities, accounts.paid, MATRIX, BOOTSTRAP);
    BusinessMetrics great =
        BusinessMetrics.of(accounts.probabilities, accounts.paid, large, BOOTSTRAP);
    assertEquals(small.netValueADay().value() * 50, great.netValueADay().value(), 1e-4);
    assertEquals(small.share(), great.share());
  }

  /// With one probability for all, who is contacted is chance: the gain over random is nothing.
  @Test
  void aModelThatKnowsNothingGainsNothingOverRandom() {
    Accounts accounts = Accounts.of(200, 3);
    double[] same = new double[200];
    Arrays.fill(same, 0.4);
    BusinessMetrics metrics = BusinessMetrics.of(same, accounts.paid, MATRIX, BOOTSTRAP);
    assertEquals(0, metrics.gainOverRandomADay().value(), 1e-6);
  }

  @Test
  void theBestThresholdByWorthIsNearTheBreakEvenOfCalibratedProbabilities() {
    Accounts accounts = Accounts.of(60_000, 4);
    Confusion best = Confusion.best(accounts.probabilities, accounts.paid, MATRIX::worth);
    assertEquals(MATRIX.breakEven(), best.threshold(), 0.03);
  }

  private record Accounts(double[] probabilities, boolean[] paid) {

    static Accounts of(int rows, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] p = new double[rows];
      boolean[] y = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        p[i] = random.nextDouble();
        y[i] = random.nextDouble() < p[i];
      }
      return new Accounts(p, y);
    }
  }
}
