package io.quittance.laboratory.fit;

import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.dataset.Folds;
import io.quittance.laboratory.training.Family;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.LogLoss;
import io.quittance.laboratory.training.ensemble.CombineModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Compares combinations with the best family, row by row and out of fold. The weights that judge a
/// fold are fitted on the other folds, so nothing is judged on rows that it has seen.
final class CompareCombinations {

  private static final int VOTERS = 3;

  /// Margins of every row from the best trial of a family; `NaN` for rows that no fold holds out.
  @SuppressWarnings("ArrayRecordComponent")
  record Member(Family family, double[] margins) {}

  private final Examples rows;
  private final List<Member> members;
  private final List<int[]> folds;

  /// @param members best first; at least two
  CompareCombinations(Examples rows, Folds folds, List<Member> members) {
    this.rows = rows;
    this.members = List.copyOf(members);
    this.folds = folds.folds().stream().map(Folds.Fold::held).toList();
  }

  /// Returns one result per combination, in order. Chooses at most one: among those that beat the
  /// best family by more than noise, the one with the largest gain.
  List<CombinationResult> run(Set<Combination> combinations) {
    List<CombinationResult> results =
        new ArrayList<>(combinations.stream().sorted().map(this::compare).toList());
    Optional<CombinationResult> best =
        results.stream()
            .filter(CombinationResult::isBeyondNoise)
            .max(Comparator.comparingDouble(CombinationResult::gain));
    results.replaceAll(
        result -> best.filter(result::equals).isPresent() ? result.asChosen() : result);
    return results;
  }

  /// Returns how many of the members a combination uses.
  static int size(Combination combination, int members) {
    return switch (combination) {
      case STACKED -> members;
      case SOFT_VOTE -> Math.min(VOTERS, members);
    };
  }

  /// Returns the members combined into one model.
  ///
  /// @param members best first
  /// @param outOfFold their margins for rows that a fold holds out
  /// @param held these rows
  static FittedModel combine(
      Combination combination,
      List<FittedModel> members,
      List<double[]> outOfFold,
      Examples held,
      Examples validation) {
    return switch (combination) {
      case STACKED ->
          CombineModels.stacked(members, outOfFold, held.labels(), held.weights(), validation);
      case SOFT_VOTE -> CombineModels.softVote(members, validation);
    };
  }

  private CombinationResult compare(Combination combination) {
    List<Member> some = members.subList(0, size(combination, members.size()));
    double[] margins = crossFitted(combination, some);
    double[] alone = members.getFirst().margins();
    int[] held = folds.stream().flatMapToInt(Arrays::stream).toArray();
    double total = 0;
    double loss = 0;
    double gain = 0;
    for (int row : held) {
      total += rows.weights()[row];
      loss += rows.weights()[row] * LogLoss.of(margins[row], rows.labels()[row]);
      gain += rows.weights()[row] * difference(alone, margins, row);
    }
    gain /= total;
    double squares = 0;
    for (int row : held) {
      double off = rows.weights()[row] * (difference(alone, margins, row) - gain);
      squares += off * off;
    }
    return new CombinationResult(
        combination,
        some.stream().map(Member::family).toList(),
        loss / total,
        gain,
        StrictMath.sqrt(squares) / total,
        false);
  }

  private double difference(double[] alone, double[] combined, int row) {
    return LogLoss.of(alone[row], rows.labels()[row])
        - LogLoss.of(combined[row], rows.labels()[row]);
  }

  private double[] crossFitted(Combination combination, List<Member> some) {
    List<FittedModel> standIns =
        IntStream.range(0, some.size())
            .<FittedModel>mapToObj(k -> new OutOfFoldMember(some.get(k).family(), k))
            .toList();
    double[] margins = new double[rows.size()];
    for (int fold = 0; fold < folds.size(); fold++) {
      int judged = fold;
      int[] others =
          IntStream.range(0, folds.size())
              .filter(other -> other != judged)
              .flatMap(other -> Arrays.stream(folds.get(other)))
              .sorted()
              .toArray();
      Examples fit = rows.pick(others);
      List<double[]> known = margins(some, others);
      int[] held = folds.get(fold);
      Examples judge = OutOfFoldMember.examples(margins(some, held), rows.pick(held));
      FittedModel combined = combine(combination, standIns, known, fit, judge);
      double[] said = combined.margins(judge);
      for (int i = 0; i < held.length; i++) {
        margins[held[i]] = said[i];
      }
    }
    return margins;
  }

  /// Returns the margins of some rows for each member.
  static List<double[]> margins(List<Member> members, int[] some) {
    return members.stream()
        .map(member -> Arrays.stream(some).mapToDouble(row -> member.margins()[row]).toArray())
        .toList();
  }
}
