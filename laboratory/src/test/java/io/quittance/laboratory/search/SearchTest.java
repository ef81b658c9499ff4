package io.quittance.laboratory.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchTest {

  private static final Limits LIMITS = new Limits(40, 8, 4, 64, 11);

  private final Examples rows = TinyTrainer.rows(600, 3);
  private final Folds folds = Folds.stratified(rows.labels(), 3, 5);

  @TempDir private Path directory;

  @Test
  void theNumberOfThreadsChangesNothing() {
    Search.Result alone = Search.run(setup(24, 1), Optional.empty(), SearchProgress.NONE);
    Search.Result together = Search.run(setup(24, 2), Optional.empty(), SearchProgress.NONE);
    Search.Result crowded = Search.run(setup(24, 4), Optional.empty(), SearchProgress.NONE);
    assertSame(alone.history(), together.history());
    assertSame(alone.history(), crowded.history());
    assertTrue(alone.history().count(Trial.State.PRUNED) > 0);
    for (Family family : alone.outOfFold().keySet()) {
      assertEquals(
          Arrays.toString(alone.outOfFold().get(family)),
          Arrays.toString(together.outOfFold().get(family)));
    }
  }

  @Test
  void theBestIsBetterThanTheDefaults() {
    SearchHistory history =
        Search.run(setup(24, 2), Optional.empty(), SearchProgress.NONE).history();
    assertTrue(history.best().logLoss() < history.trials().getFirst().logLoss() - 0.01);
    assertEquals(24, history.trials().size());
    assertEquals(Trial.State.COMPLETED, history.trials().get(0).state());
    assertEquals(Trial.State.COMPLETED, history.trials().get(1).state());
  }

  @Test
  void theObjectiveIsTheMeanLossOnRowsThatNeitherTaughtNorStopped() {
    Search.Result result = Search.run(setup(12, 2), Optional.empty(), SearchProgress.NONE);
    Trial best = result.history().best();
    Family family = best.point().family();
    double[] margins =
        OutOfFold.margins(
            new TinyTrainer(family), best.point(), rows, folds, LIMITS, Trainer.Progress.NONE);
    assertEquals(Arrays.toString(result.outOfFold().get(family)), Arrays.toString(margins));
    double mean =
        folds.folds().stream()
            .mapToDouble(
                fold -> {
                  Examples held = rows.pick(fold.held());
                  double[] theirs =
                      Arrays.stream(fold.held()).mapToDouble(row -> margins[row]).toArray();
                  return LogLoss.of(theirs, held.labels(), held.weights());
                })
            .average()
            .orElseThrow();
    assertEquals(mean, best.logLoss(), 1e-12);
  }

  @Test
  void aTrialIsPrunedWhenWorseThanTheMedianOfThoseItKnows() {
    SearchHistory history =
        Search.run(setup(30, 2), Optional.empty(), SearchProgress.NONE).history();
    for (Trial trial : history.trials().subList(2, 30)) {
      List<Trial> known =
          history.trials().stream().filter(other -> other.index() <= trial.index() - 2).toList();
      for (int fold = 1; fold < 3 && fold <= trial.foldLosses().size(); fold++) {
        boolean worse = isAboveMedian(trial, known, fold);
        boolean last = trial.foldLosses().size() == fold;
        assertEquals(worse, last, trial + " at fold " + fold);
      }
    }
  }

  @Test
  void failedTrialsAreRecordedAndTheSearchGoesOn() {
    Search.Setup setup = setup(16, 2, new TinyTrainer(Family.XGBOOST, 0.1));
    SearchHistory history = Search.run(setup, Optional.empty(), SearchProgress.NONE).history();
    assertEquals(16, history.trials().size());
    assertTrue(history.count(Trial.State.FAILED) > 0);
    assertTrue(
        history.trials().stream()
            .filter(trial -> trial.state() == Trial.State.FAILED)
            .allMatch(
                trial ->
                    "the rate is too high".equals(trial.reason())
                        && trial.point().parameters().number("rate") > 0.1));
  }

  @Test
  void whenAllFailTheReasonsAreTold() {
    Search.Setup setup = setup(6, 2, new TinyTrainer(Family.LIGHTGBM, 0));
    var failed =
        assertThrows(
            TrainingFailedException.class,
            () -> Search.run(setup, Optional.empty(), SearchProgress.NONE));
    assertEquals("all 6 trials failed: lightgbm: the rate is too high", failed.getMessage());
  }

  @Test
  void progressCountsAndCancels() {
    List<SearchStatus> told = new ArrayList<>();
    Search.run(setup(10, 2), Optional.empty(), told::add);
    SearchStatus last = told.getLast();
    assertEquals(10, last.done());
    assertEquals(1.0, last.share());
    assertTrue(last.best().isPresent());
    for (int i = 1; i < told.size(); i++) {
      assertTrue(told.get(i).done() >= told.get(i - 1).done());
    }
    AtomicInteger rounds = new AtomicInteger();
    SearchProgress impatient =
        new SearchProgress() {
          @Override
          public void told(SearchStatus status) {}

          @Override
          public void check() {
            if (rounds.incrementAndGet() > 50) {
              throw new CancellationException("enough");
            }
          }
        };
    assertThrows(
        CancellationException.class, () -> Search.run(setup(10, 2), Optional.empty(), impatient));
  }

  /// A search of 300 milliseconds.
  private Search.Setup timed() {
    return new Search.Setup(
        rows,
        folds,
        List.of(new TinyTrainer(Family.XGBOOST)),
        Strategy.TPE,
        new Budget.Time(Duration.ofMillis(300)),
        LIMITS,
        2);
  }

  @Test
  void aBudgetOfTimeEndsWithWhatIsThere() {
    Search.Setup setup = timed();
    SearchHistory history = Search.run(setup, Optional.empty(), SearchProgress.NONE).history();
    assertTrue(history.count(Trial.State.COMPLETED) >= 1);
  }

  @Test
  void whatWasFoundInTimeIsReadAgainWhenTheTimeIsUp() {
    Path file = directory.resolve("search.ndjson");
    Search.Setup setup = timed();
    SearchHistory first = Search.run(setup, Optional.of(file), SearchProgress.NONE).history();
    SearchHistory again = Search.run(setup, Optional.of(file), SearchProgress.NONE).history();
    assertTrue(first.trials().size() > 2);
    assertTrue(again.trials().size() >= first.trials().size(), "trials of the journal are lost");
    // Trials that were under way when the time was up leave gaps in the numbers.
    for (Trial trial : first.trials()) {
      assertEquals(
          Optional.of(trial.foldLosses()),
          again.trials().stream()
              .filter(known -> known.index() == trial.index())
              .findFirst()
              .map(Trial::foldLosses));
    }
  }

  @Test
  void aJournalCutAnywhereLeadsToTheSameHistory() throws IOException {
    Path file = directory.resolve("search.ndjson");
    SearchHistory undisturbed =
        Search.run(setup(14, 2), Optional.of(file), SearchProgress.NONE).history();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 701) {
      Files.write(file, Arrays.copyOf(whole, length));
      SearchHistory resumed =
          Search.run(setup(14, 2), Optional.of(file), SearchProgress.NONE).history();
      assertSame(undisturbed, resumed);
    }
  }

  @Test
  void aWholeJournalIsReadWithoutTraining() {
    Path file = directory.resolve("search.ndjson");
    SearchHistory first = Search.run(setup(8, 2), Optional.of(file), SearchProgress.NONE).history();
    AtomicInteger rounds = new AtomicInteger();
    SearchProgress counting =
        new SearchProgress() {
          @Override
          public void told(SearchStatus status) {}

          @Override
          public void check() {
            rounds.incrementAndGet();
          }
        };
    SearchHistory again = Search.run(setup(8, 2), Optional.of(file), counting).history();
    assertSame(first, again);
    assertEquals(0, rounds.get());
  }

  @Test
  void aJournalMayBeProlonged() {
    Path file = directory.resolve("search.ndjson");
    SearchHistory straight =
        Search.run(setup(14, 2), Optional.empty(), SearchProgress.NONE).history();
    Search.run(setup(6, 2), Optional.of(file), SearchProgress.NONE);
    SearchHistory longer =
        Search.run(setup(14, 2), Optional.of(file), SearchProgress.NONE).history();
    assertSame(straight, longer);
  }

  @Test
  void aJournalOfAnotherSearchIsRefused() {
    Path file = directory.resolve("search.ndjson");
    Search.run(setup(4, 1), Optional.of(file), SearchProgress.NONE);
    Examples others = TinyTrainer.rows(600, 4);
    Search.Setup otherData =
        new Search.Setup(
            others,
            folds,
            List.of(new TinyTrainer(Family.XGBOOST), new TinyTrainer(Family.LIGHTGBM)),
            Strategy.RANDOM,
            new Budget.Trials(4),
            LIMITS,
            1);
    var refused =
        assertThrows(
            JournalRefusedException.class,
            () -> Search.run(otherData, Optional.of(file), SearchProgress.NONE));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("belongs to another search"), message);
    assertTrue(message.contains("differs in: data, strategy;"), message);
  }

  @Test
  void aDamagedJournalIsRefusedWithItsLine() throws IOException {
    Path file = directory.resolve("search.ndjson");
    Search.run(setup(4, 1), Optional.of(file), SearchProgress.NONE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(3, lines.get(3).substring(0, 20));
    Files.write(file, lines);
    var refused =
        assertThrows(
            JournalRefusedException.class,
            () -> Search.run(setup(4, 1), Optional.of(file), SearchProgress.NONE));
    assertTrue(String.valueOf(refused.getMessage()).contains("line 4 is damaged"));
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    Path file = directory.resolve("search.ndjson");
    SearchHistory first = Search.run(setup(5, 2), Optional.of(file), SearchProgress.NONE).history();
    byte[] whole = Files.readAllBytes(file);
    Files.write(
        file,
        "{\"kind\":\"fold\",\"tri".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
    SearchHistory again = Search.run(setup(5, 2), Optional.of(file), SearchProgress.NONE).history();
    assertSame(first, again);
    assertEquals(whole.length, Files.size(file));
  }

  private Search.Setup setup(int trials, int threads) {
    return setup(
        trials, threads, new TinyTrainer(Family.XGBOOST), new TinyTrainer(Family.LIGHTGBM));
  }

  private Search.Setup setup(int trials, int threads, Trainer... trainers) {
    return new Search.Setup(
        rows, folds, List.of(trainers), Strategy.TPE, new Budget.Trials(trials), LIMITS, threads);
  }

  private static void assertSame(SearchHistory expected, SearchHistory actual) {
    assertEquals(expected.trials().size(), actual.trials().size());
    for (int i = 0; i < expected.trials().size(); i++) {
      Trial a = expected.trials().get(i);
      Trial b = actual.trials().get(i);
      assertEquals(a.point(), b.point());
      assertEquals(a.state(), b.state());
      assertEquals(a.foldLosses(), b.foldLosses());
      assertEquals(a.rounds(), b.rounds());
    }
  }

  private static boolean isAboveMedian(Trial trial, List<Trial> known, int folds) {
    double[] theirs =
        known.stream()
            .filter(Trial::completed)
            .mapToDouble(other -> mean(other, folds))
            .sorted()
            .toArray();
    if (theirs.length < 3) {
      return false;
    }
    double median = (theirs[(theirs.length - 1) / 2] + theirs[theirs.length / 2]) / 2;
    return mean(trial, folds) > median;
  }

  private static double mean(Trial trial, int folds) {
    return trial.foldLosses().stream().limit(folds).mapToDouble(d -> d).average().orElseThrow();
  }
}
