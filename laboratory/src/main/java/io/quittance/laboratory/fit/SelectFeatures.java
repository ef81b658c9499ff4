package io.quittance.laboratory.fit;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.explain.MarginFunction;
import io.quittance.core.forest.FlatForest;
import io.quittance.laboratory.dataset.Column;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.explain.ImportanceSelection;
import io.quittance.laboratory.explain.PermutationImportance;
import io.quittance.laboratory.explain.PermutationImportance.Importance;
import io.quittance.laboratory.explain.PermutationImportance.Measure;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.ModelForm;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.TrainingFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Compares each feature with shuffled copies of all features, called shadows. For each fold, fits
/// the best parameters on features and shadows, then measures on the fold's held-out rows how much
/// shuffling each column costs.
///
/// The cost is measured as the drop in the area under the ROC curve, because class weights and a
/// missing calibration do not affect it. Equal arguments give equal verdicts.
public final class SelectFeatures {

  static final int REPEATS = 2;
  static final double AT_LEAST = 0.5;

  private static final int MOST_ROWS = 5_000;
  private static final int LEAST_ROWS = 500;

  /// The approximate number of margins to compute with one fold's model. Wide tables therefore use
  /// fewer rows.
  private static final int MARGINS = 500_000;

  /// With fewer shadows, a useless feature would too often beat them all by luck.
  private static final int LEAST_SHADOWS = 20;

  private static final int MOST_TAUGHT = 100_000;
  private static final Set<Family> FORESTS =
      Set.of(Family.XGBOOST, Family.LIGHTGBM, Family.RANDOM_FOREST);

  private final Examples train;
  private final FitPlan plan;
  private final FitProgress progress;
  private final FamilyBest best;
  private final Trainer trainer;
  private final int width;
  private final int most;

  private SelectFeatures(Examples train, FitPlan plan, FamilyBest best, FitProgress progress) {
    this.train = train;
    this.plan = plan;
    this.progress = progress;
    this.best = best;
    this.trainer =
        plan.trainers().stream()
            .filter(one -> one.family() == best.family())
            .findFirst()
            .orElseThrow();
    this.width = width(train.width());
    this.most = Math.clamp(MARGINS / ((long) width * REPEATS + 1), LEAST_ROWS, MOST_ROWS);
  }

  /// Blocks the calling thread.
  ///
  /// @param train the rows that `folds` divides; no other rows are used
  /// @param fitted the result of the plan on these rows
  /// @return empty when no fold holds out rows of both classes, or the family cannot be trained on
  ///   these rows
  /// @throws java.util.concurrent.CancellationException when `progress` cancels the fit
  public static Optional<SelectedFeatures> run(
      Examples train, Folds folds, Fitted fitted, FitPlan plan, FitProgress progress) {
    Examples weighted = plan.classWeights().apply(train);
    return new SelectFeatures(weighted, plan, family(fitted), progress).run(folds);
  }

  /// Returns the chosen family; for a combination, the best forest among the families, if there is
  /// one.
  private static FamilyBest family(Fitted fitted) {
    List<FamilyBest> families = fitted.families();
    return families.stream()
        .filter(one -> one.family().slug().equals(fitted.family()))
        .findFirst()
        .or(() -> families.stream().filter(one -> FORESTS.contains(one.family())).findFirst())
        .orElseGet(families::getFirst);
  }

  private Optional<SelectedFeatures> run(Folds folds) {
    List<Integer> judging =
        IntStream.range(0, folds.folds().size())
            .filter(i -> bothClasses(train.pick(folds.folds().get(i).held())))
            .boxed()
            .toList();
    if (judging.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<List<Importance>> fits =
          new Parallel(plan.threads()).map(judging, i -> measure(folds.folds().get(i), i));
      return Optional.of(
          new SelectedFeatures(
              best.family(),
              judging.size(),
              REPEATS,
              most,
              AT_LEAST,
              ImportanceSelection.judge(fits, AT_LEAST)));
    } catch (TrainingFailedException e) {
      return Optional.empty();
    }
  }

  private static boolean bothClasses(Examples rows) {
    return rows.positives() > 0 && rows.positives() < rows.size();
  }

  /// Shuffles the shadows over all rows of the fold at once. A shadow's chance association then
  /// also holds among the held-out rows, as it does for a useless feature.
  private List<Importance> measure(Folds.Fold fold, int number) {
    long seed = plan.limits().seed() * 1_000_003 + 1_009L * number;
    int[] learn = spread(fold.cut().learn(), MOST_TAUGHT);
    int[] stop = spread(fold.cut().stop(), MOST_TAUGHT / 5);
    int[] judge = judges(fold.held());
    Examples all = withShadows(joined(joined(learn, stop), judge), seed);
    FittedModel model =
        trainer.train(
            new Trainer.Task(
                part(all, 0, learn.length),
                part(all, learn.length, stop.length),
                best.best().point().parameters(),
                plan.limits()),
            _ -> progress.check());
    Examples held = part(all, learn.length + stop.length, judge.length);
    return PermutationImportance.measure(
        margins(model, held.columns()),
        Calibration.IDENTITY::probability,
        held.names(),
        rows(held),
        held.labels(),
        Measure.AUC,
        REPEATS,
        ~seed);
  }

  private static int[] joined(int[] first, int[] second) {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private static Examples part(Examples rows, int from, int count) {
    return rows.pick(IntStream.range(from, from + count).toArray());
  }

  /// Returns at most [#most] held-out rows, with as many rows of the rarer class as fit, because
  /// the measure does not depend on the class shares.
  private int[] judges(int[] held) {
    int[] positive = Arrays.stream(held).filter(row -> train.labels()[row]).toArray();
    int[] negative = Arrays.stream(held).filter(row -> !train.labels()[row]).toArray();
    int half = most / 2;
    int positives = Math.min(positive.length, Math.max(half, most - negative.length));
    int[] chosen = joined(spread(positive, positives), spread(negative, most - positives));
    Arrays.sort(chosen);
    return chosen;
  }

  private static int[] spread(int[] rows, int most) {
    int count = Math.min(most, rows.length);
    return IntStream.range(0, count)
        .map(i -> rows[(int) ((long) i * rows.length / count)])
        .toArray();
  }

  private Examples withShadows(int[] indices, long seed) {
    Examples some = train.pick(indices);
    float[][] wide = rows(some);
    List<String> names = some.names();
    while (names.size() < width) {
      wide = ImportanceSelection.withShadows(wide, seed + names.size());
      names = ImportanceSelection.withShadows(names);
    }
    float[] values = new float[some.size() * width];
    for (int i = 0; i < wide.length; i++) {
      System.arraycopy(wide[i], 0, values, i * width, width);
    }
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      columns.add(new Column(names.get(j), some.columns().get(j % some.width()).categories()));
    }
    return new Examples(columns, values, some.labels(), some.weights());
  }

  /// Returns the number of features and shadows together. Each round of shadows doubles the
  /// columns, so that column j is a shadow of feature `j % features`.
  private static int width(int features) {
    int width = 2 * features;
    while (width - features < LEAST_SHADOWS) {
      width *= 2;
    }
    return width;
  }

  private static float[][] rows(Examples examples) {
    return IntStream.range(0, examples.size()).mapToObj(examples::row).toArray(float[][]::new);
  }

  private static MarginFunction margins(FittedModel model, List<Column> columns) {
    return switch (model.form()) {
      case ModelForm.Forest(var ensemble) ->
          FlatForest.compile(ensemble, Calibration.IDENTITY)::margins;
      case ModelForm.Graph _ ->
          (rows, n, out) -> {
            float[] values = Arrays.copyOf(rows, n * columns.size());
            double[] margins = model.margins(Examples.of(columns, values, new boolean[n]));
            System.arraycopy(margins, 0, out, 0, n);
          };
    };
  }
}
