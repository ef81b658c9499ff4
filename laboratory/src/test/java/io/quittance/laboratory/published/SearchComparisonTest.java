package io.quittance.laboratory.published;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.search.Search;
import io.quittance.laboratory.search.SearchHistory;
import io.quittance.laboratory.search.SearchProgress;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// TPE against random search on published data at an equal budget of trials: with the same seed
/// both begin with the same points and judge on the same folds, and the one whose best trial has
/// the lower mean log loss wins. It takes minutes, so it runs when asked for:
///
/// ```
/// ./mvnw -pl retraining -am test -Dtest=SearchComparisonTest -Dsurefire.failIfNoSpecifiedTests=false \
///     -Dquittance.search.comparison=true
/// ```
///
/// `-Dquittance.search.seeds`, `.trials` and `.rows` make it smaller or larger.
@EnabledIfSystemProperty(named = "quittance.search.comparison", matches = "true")
final class SearchComparisonTest {

  private static final int SEEDS = Integer.getInteger("quittance.search.seeds", 10);
  private static final int TRIALS = Integer.getInteger("quittance.search.trials", 50);
  private static final int ROWS = Integer.getInteger("quittance.search.rows", 6_000);
  private static final int FOLDS = 3;

  @Test
  void taiwanCredit() throws IOException {
    compare(
        "taiwan-credit",
        PublishedData.read("taiwan-credit.csv.gz", ',')
            .examples(
                Set.of("default payment", "SEX", "AGE", "MARRIAGE"),
                row -> row.getField("default payment").equals("1")));
  }

  @Test
  void bankCallsWithoutTheirDuration() throws IOException {
    compare(
        "bank-additional",
        PublishedData.read("bank-additional-full.csv.gz", ';')
            .examples(Set.of("y", "duration"), row -> row.getField("y").equals("yes")));
  }

  private static void compare(String name, Examples all) {
    Examples rows = all.pick(some(all.size()));
    compare(name, rows, Family.XGBOOST);
    compare(name, rows, Family.XGBOOST, Family.LIGHTGBM, Family.LOGISTIC_REGRESSION);
  }

  private static void compare(String name, Examples rows, Family... families) {
    List<Trainer> trainers =
        Arrays.stream(families).flatMap(family -> Trainers.of(family).stream()).toList();
    long begin = System.nanoTime();
    double[] gains = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      double tpe = best(rows, trainers, Strategy.TPE, seed).best().logLoss();
      double random = best(rows, trainers, Strategy.RANDOM, seed).best().logLoss();
      gains[seed] = random - tpe;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double mean = Arrays.stream(gains).average().orElseThrow();
    double squares = Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
    double error = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
    System.getLogger("search")
        .log(
            System.Logger.Level.INFO,
            String.format(
                Locale.ROOT,
                "%s, %s: %d rows, %d folds, %d trials, %d seeds: TPE wins %d, loses %d, ties %d; its log"
                    + " loss is lower by %.5f on average (95 %% interval %.5f to %.5f); %.0f s",
                name,
                String.join(" + ", Stream.of(families).map(Family::slug).toList()),
                rows.size(),
                FOLDS,
                TRIALS,
                SEEDS,
                Arrays.stream(gains).filter(gain -> gain > 0).count(),
                Arrays.stream(gains).filter(gain -> gain < 0).count(),
                Arrays.stream(gains).filter(gain -> gain == 0).count(),
                mean,
                mean - studentQuantile() * error,
                mean + studentQuantile() * error,
                seconds));
    assertTrue(Double.isFinite(mean));
  }

  /// Of 97.5 %, for the degrees of freedom of the seeds; from tables for 4 to 19, else the normal
  /// one.
  private static double studentQuantile() {
    double[] table = {
      2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
      2.110, 2.101, 2.093
    };
    int freedom = SEEDS - 1;
    return freedom >= 4 && freedom < 20 ? table[freedom - 4] : 1.960;
  }

  private static SearchHistory best(
      Examples rows, List<Trainer> trainers, Strategy strategy, long seed) {
    Search.Setup setup =
        new Search.Setup(
            rows,
            Folds.stratified(rows.labels(), FOLDS, 1),
            trainers,
            strategy,
            new Budget.Trials(TRIALS),
            new Limits(150, 10, 6, 64, 1_000 + seed),
            2);
    return Search.run(setup, Optional.empty(), SearchProgress.NONE).history();
  }

  /// Rows drawn once for all, in their order.
  private static int[] some(int size) {
    int[] order = IntStream.range(0, size).toArray();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return Arrays.stream(order).limit(ROWS).sorted().toArray();
  }
}
