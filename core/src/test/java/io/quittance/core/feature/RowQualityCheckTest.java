package io.quittance.core.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.feature.RowQualityCheck.Verdict;
import io.quittance.core.model.DriftReference;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RowQualityCheckTest {

  private static final List<String> NAMES =
      List.of("balance", "days", "calls", "job", "sometimes", "action");
  private static final float NONE = Float.NaN;

  private final float[][] rows = rows();
  private final RowQualityCheck quality =
      new RowQualityCheck(
          DriftReference.of(NAMES, Set.of("job"), rows, new double[rows.length]),
          Set.of("job"),
          Set.of("action"));

  private static float[][] rows() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[1_000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new float[] {
            100 + random.nextInt(901),
            random.nextInt(91),
            random.nextInt(2),
            random.nextInt(3),
            random.nextBoolean() ? NONE : random.nextInt(1_000),
            0
          };
    }
    rows[0] = new float[] {100, 0, 0, 0, 5, 0};
    rows[1] = new float[] {1_000, 90, 1, 2, 6, 0};
    return rows;
  }

  private void check(Verdict verdict, List<String> grounds, float... row) {
    RowQualityCheck.Assessment judgement = quality.assess(row);
    assertEquals(grounds, judgement.findings());
    assertEquals(verdict, judgement.verdict());
    assertEquals(verdict, quality.verdict(row));
  }

  @Test
  void rowsOfTheReferenceAreFine() {
    for (float[] row : rows) {
      assertEquals(Verdict.OK, quality.verdict(row));
    }
  }

  @Test
  void aLittleOutsideIsFineAndTheActionIsNotJudged() {
    check(Verdict.OK, List.of(), 3_700, 360, 4, 1, 1_500, Float.POSITIVE_INFINITY);
  }

  @Test
  void outsideAndUnseenAndMissingAreWarnings() {
    check(Verdict.WARN, List.of("RQ04:balance"), 3_701, 30, 1, 1, 5, 0);
    check(Verdict.WARN, List.of("RQ05:job"), 500, 30, 1, 3, 5, 0);
    check(Verdict.WARN, List.of("RQ06:days"), 500, NONE, 1, 1, NONE, 0);
  }

  @Test
  void whatCannotBeTrustedIsRejected() {
    check(Verdict.REJECT, List.of("RQ01:days"), 500, Float.NEGATIVE_INFINITY, 1, 1, 5, 0);
    check(Verdict.REJECT, List.of("RQ02:balance"), 91_001, 30, 1, 1, 5, 0);
    check(Verdict.WARN, List.of("RQ04:balance"), 91_000, 30, 1, 1, 5, 0);
    check(Verdict.REJECT, List.of("RQ03", "RQ06:balance", "RQ06:days"), NONE, NONE, 1, 1, 5, 0);
  }
}
