package io.quittance.laboratory.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Parameters;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.trees.XgboostTrainer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rows with nothing to learn but who is who: each account has one label for ever, drawn by lot,
/// and features that are its fingerprint. Knowing accounts is worth much on later rows of the same
/// accounts and nothing on others; the evaluation must say nothing.
final class AccountLeakageTest {

  private static final int ACCOUNTS = 2_000;
  private static final int ROWS = 20_000;
  private static final int WIDTH = 3;
  private static final Parameters FINGERPRINT_READER =
      Parameters.of(
          Map.of(
              "max-depth", 6.0,
              "eta", 0.3,
              "min-child-weight", 1.0,
              "subsample", 1.0,
              "colsample", 1.0,
              "lambda", 1.0,
              "gamma", 0.0));

  @Test
  void aModelThatOnlyKnowsItsAccountsIsWorthNothing() {
    LabelledRows rows = fingerprints();
    AccountTimeSplit split = AccountTimeSplit.of(rows, SyntheticRows.MODEL, SyntheticRows.SHARES);
    FittedModel trained =
        new XgboostTrainer()
            .train(
                new Trainer.Task(
                    split.train().examples(),
                    split.calibration().examples(),
                    FINGERPRINT_READER,
                    new Limits(100, 20, 6, 64, 7)),
                Trainer.Progress.NONE);
    Evaluation evaluation =
        Evaluation.of(
            trained.margins(split.evaluation().examples()),
            split.evaluation().labels(),
            Calibration.IDENTITY);
    LabelledRows laterOfSeen = laterRowsOfSeenAccounts(rows);
    double byTimeAlone =
        ClassificationMetrics.auc(trained.margins(laterOfSeen.examples()), laterOfSeen.labels());
    assertTrue(byTimeAlone > 0.9, "the forest knows its accounts: " + byTimeAlone);
    assertEquals(0.5, evaluation.auc().auc(), 0.06);
  }

  private static LabelledRows laterRowsOfSeenAccounts(LabelledRows rows) {
    double heldOut = SyntheticRows.SHARES.heldOut();
    return rows.pick(
        IntStream.range(7 * ROWS / 10, ROWS)
            .filter(
                i -> !AccountTimeSplit.isHeldOut(SyntheticRows.MODEL, rows.accounts()[i], heldOut))
            .toArray());
  }

  private static LabelledRows fingerprints() {
    SplittableRandom random = new SplittableRandom(17);
    float[] fingerprints = new float[ACCOUNTS * WIDTH];
    boolean[] paysAlways = new boolean[ACCOUNTS];
    for (int account = 0; account < ACCOUNTS; account++) {
      paysAlways[account] = random.nextBoolean();
      for (int j = 0; j < WIDTH; j++) {
        fingerprints[account * WIDTH + j] = (float) random.nextDouble();
      }
    }
    float[] values = new float[ROWS * WIDTH];
    boolean[] labels = new boolean[ROWS];
    long[] times = new long[ROWS];
    String[] accounts = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      int account = random.nextInt(ACCOUNTS);
      System.arraycopy(fingerprints, account * WIDTH, values, i * WIDTH, WIDTH);
      labels[i] = paysAlways[account];
      times[i] = i;
      accounts[i] = "account-" + account;
    }
    return new LabelledRows(List.of("a", "b", "c"), values, labels, times, accounts);
  }
}
