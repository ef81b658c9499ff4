package io.quittance.laboratory.fit;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.search.OutOfFold;
import io.quittance.laboratory.search.Search;
import io.quittance.laboratory.search.SearchHistory;
import io.quittance.laboratory.search.SearchProgress;
import io.quittance.laboratory.search.SearchStatus;
import io.quittance.laboratory.search.Trial;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Searches for parameters, refits the best model of each family, combines the families if that
/// improves the result by more than noise, and calibrates if that helps.
///
/// No step is judged on rows that it used. Trials are judged on held-out rows that neither trained
/// nor stopped them. Combinations are judged on held-out rows of folds that did not fit their
/// weights. The calibration is fitted on rows that nothing else has seen. Under a budget of trials,
/// the same rows, folds and plan give the same model, bit for bit, on one machine type.
public final class FitModel {

  private final Examples train;
  private final Folds folds;
  private final FitPlan plan;
  private final FitProgress progress;

  private FitModel(Examples train, Folds folds, FitPlan plan, FitProgress progress) {
    this.train = train;
    this.folds = folds;
    this.plan = plan;
    this.progress = progress;
  }

  /// Blocks the calling thread.
  ///
  /// @param train the rows that `folds` divides
  /// @param calibration other rows with the same columns
  /// @throws TrainingFailedException when every trial fails, or a refit of a best trial fails
  /// @throws io.quittance.laboratory.search.JournalRefusedException when the journal of the plan
  ///   belongs to another search
  /// @throws java.util.concurrent.CancellationException when `progress` cancels the fit
  public static Fitted run(
      Examples train, Folds folds, Examples calibration, FitPlan plan, FitProgress progress) {
    return new FitModel(plan.classWeights().apply(train), folds, plan, progress).run(calibration);
  }

  /// A model and its names.
  private record Choice(String family, String framework, FittedModel model) {}

  private Fitted run(Examples calibration) {
    Search.Result study = search();
    List<FamilyBest> families = refit(study.history());
    List<CompareCombinations.Member> members = members(study, families);
    List<CombinationResult> combinations =
        members.isEmpty()
            ? List.of()
            : new CompareCombinations(train, folds, members).run(plan.combinations());
    Choice choice = choice(families, members, combinations);
    progress.enter(
        FitProgress.Stage.CALIBRATE, choice.family + " on " + calibration.size() + " unseen rows");
    ChooseCalibration.Chosen calibrated =
        ChooseCalibration.run(
            choice.model.margins(calibration), calibration.labels(), plan.limits().seed());
    return new Fitted(
        choice.family,
        choice.framework,
        choice.model,
        calibrated.calibration(),
        calibrated.choice(),
        study.history(),
        families,
        combinations);
  }

  private Search.Result search() {
    progress.enter(
        FitProgress.Stage.SEARCH,
        String.format(
            Locale.ROOT,
            "%s over %d folds (%s) of %d rows",
            String.join(", ", plan.trainers().stream().map(t -> t.family().slug()).toList()),
            folds.folds().size(),
            folds.words(),
            train.size()));
    return Search.run(
        new Search.Setup(
            train,
            folds,
            plan.trainers(),
            plan.strategy(),
            plan.budget(),
            plan.limits(),
            plan.threads()),
        plan.journal(),
        new SearchProgress() {
          @Override
          public void told(SearchStatus status) {
            progress.search(status);
          }

          @Override
          public void check() {
            progress.check();
          }
        });
  }

  /// Returns the best model of each family, trained on all training rows, best first.
  private List<FamilyBest> refit(SearchHistory history) {
    List<Trial> best =
        plan.trainers().stream()
            .map(trainer -> history.best(trainer.family()))
            .flatMap(Optional::stream)
            .sorted(Comparator.comparingDouble(Trial::logLoss).thenComparingInt(Trial::index))
            .toList();
    progress.enter(
        FitProgress.Stage.REFIT,
        "the best of " + best.size() + " families; " + best.getFirst().point().words());
    return inParallel(best, trial -> refit(trial, history));
  }

  private FamilyBest refit(Trial best, SearchHistory history) {
    Family family = best.point().family();
    Trainer trainer = trainer(family);
    FittedModel model =
        trainer.train(
            new Trainer.Task(
                train.pick(folds.whole().learn()),
                train.pick(folds.whole().stop()),
                best.point().parameters(),
                plan.limits()),
            _ -> progress.check());
    return new FamilyBest(
        family,
        best,
        model,
        trainer.framework(),
        history.count(family),
        history.count(family, Trial.State.PRUNED),
        history.count(family, Trial.State.FAILED));
  }

  /// Returns the margins of the members of combinations; empty when there is nothing to combine.
  private List<CompareCombinations.Member> members(Search.Result study, List<FamilyBest> families) {
    if (families.size() < 2 || plan.combinations().isEmpty()) {
      return List.of();
    }
    progress.enter(
        FitProgress.Stage.COMBINE, "comparing combinations of " + families.size() + " families");
    return inParallel(
        families,
        family ->
            new CompareCombinations.Member(
                family.family(), outOfFold(study.outOfFold(), family.best())));
  }

  private double[] outOfFold(Map<Family, double[]> known, Trial trial) {
    Family family = trial.point().family();
    double[] margins = known.get(family);
    return margins != null
        ? margins
        : OutOfFold.margins(
            trainer(family), trial.point(), train, folds, plan.limits(), _ -> progress.check());
  }

  private Choice choice(
      List<FamilyBest> families,
      List<CompareCombinations.Member> members,
      List<CombinationResult> combinations) {
    Optional<CombinationResult> chosen =
        combinations.stream().filter(CombinationResult::chosen).findFirst();
    if (chosen.isEmpty()) {
      FamilyBest best = families.getFirst();
      return new Choice(best.family().slug(), best.framework(), best.model());
    }
    int size = chosen.get().members().size();
    int[] held =
        folds.folds().stream().flatMapToInt(fold -> Arrays.stream(fold.held())).sorted().toArray();
    List<FamilyBest> combined = families.subList(0, size);
    FittedModel model =
        CompareCombinations.combine(
            chosen.get().combination(),
            combined.stream().map(FamilyBest::model).toList(),
            CompareCombinations.margins(members.subList(0, size), held),
            train.pick(held),
            train.pick(folds.whole().stop()));
    return new Choice(
        chosen.get().combination().slug(),
        String.join(" + ", combined.stream().map(FamilyBest::framework).distinct().toList()),
        model);
  }

  private Trainer trainer(Family family) {
    return plan.trainers().stream()
        .filter(trainer -> trainer.family() == family)
        .findFirst()
        .orElseThrow();
  }

  private <A, B> List<B> inParallel(List<A> arguments, Function<A, B> work) {
    return new Parallel(plan.threads()).map(arguments, work);
  }
}
