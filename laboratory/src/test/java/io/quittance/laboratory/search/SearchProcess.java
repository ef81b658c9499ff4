package io.quittance.laboratory.search;

import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.fit.Trainers;
import io.quittance.laboratory.sampling.Strategy;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A search in a process of its own, to be killed: its arguments are the journal and the file for
/// what it found.
final class SearchProcess {

  private SearchProcess() {}

  public static void main(String[] arguments) throws IOException {
    SearchHistory history = search(Optional.of(Path.of(arguments[0])));
    Files.writeString(Path.of(arguments[1]), words(history));
  }

  static SearchHistory search(Optional<Path> journal) {
    Examples rows = SyntheticExamples.of(2_000, 5);
    List<Trainer> trainers =
        Stream.of(Family.XGBOOST, Family.LIGHTGBM, Family.LOGISTIC_REGRESSION)
            .flatMap(family -> Trainers.of(family).stream())
            .toList();
    Search.Setup setup =
        new Search.Setup(
            rows,
            Folds.stratified(rows.labels(), 3, 1),
            trainers,
            Strategy.TPE,
            new Budget.Trials(16),
            new Limits(80, 10, 4, 32, 77),
            2);
    return Search.run(setup, journal, SearchProgress.NONE).history();
  }

  /// All trials, to the last bit of each loss.
  static String words(SearchHistory history) {
    return history.trials().stream()
            .map(
                trial ->
                    trial.index()
                        + " "
                        + trial.point().parameters().values()
                        + " "
                        + trial.state()
                        + " "
                        + trial.foldLosses())
            .collect(Collectors.joining("\n"))
        + "\nbest "
        + history.best().index();
  }
}
