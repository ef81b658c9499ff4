package io.quittance.laboratory.explain;

import io.quittance.laboratory.explain.PermutationImportance.Importance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decides which features a model should keep, by their importance and its stability, following
/// Boruta (Kursa and Rudnicki 2010). A model is fitted on the columns and on a shuffled copy of
/// each column, its shadow, which carries no information. A feature that does not beat the best
/// shadow may owe its importance to chance.
public final class ImportanceSelection {

  private static final String SHADOW = "shadow of ";

  private ImportanceSelection() {}

  /// What the report shows for a feature.
  public enum Verdict {
    KEEP,
    DROP
  }

  /// @param mean mean drop over all fits and repeats
  /// @param deviation standard deviation of the drops
  /// @param beats share of repeats in which the drop exceeds that of every shadow, and 0
  public record Judged(
      String feature, double mean, double deviation, double beats, Verdict verdict) {}

  /// The names with a shadow behind each, in the order of [#withShadows(float\[\]\[\], long)].
  public static List<String> withShadows(List<String> names) {
    List<String> all = new ArrayList<>(names);
    names.forEach(name -> all.add(SHADOW + name));
    return List.copyOf(all);
  }

  /// Returns new rows of twice the width: the columns, then a shuffled copy of each.
  public static float[][] withShadows(float[][] rows, long seed) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    int[][] shuffles = PermutationImportance.shuffles(rows.length, width, seed);
    float[][] wide = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      wide[i] = Arrays.copyOf(rows[i], 2 * width);
      for (int j = 0; j < width; j++) {
        wide[i][width + j] = rows[shuffles[j][i]][j];
      }
    }
    return wide;
  }

  /// Judges each feature that is not a shadow, in the order of the first fit.
  ///
  /// @param fits the measurements of [PermutationImportance] for each fitted model (one per fold or
  ///   seed, so that the share also shows how stable a feature is). All have the same names, with
  ///   or without shadows. Without shadows, a feature only has to beat 0.
  /// @param atLeast share of repeats that a feature must win to be kept, in [0, 1]
  public static List<Judged> judge(List<List<Importance>> fits, double atLeast) {
    Map<String, List<Double>> drops = new LinkedHashMap<>();
    Map<String, Integer> wins = new LinkedHashMap<>();
    for (List<Importance> fit : fits) {
      double[] best = bestShadows(fit);
      for (Importance importance : fit) {
        if (importance.feature().startsWith(SHADOW)) {
          continue;
        }
        List<Double> all = drops.computeIfAbsent(importance.feature(), _ -> new ArrayList<>());
        for (int r = 0; r < best.length; r++) {
          all.add(importance.drops()[r]);
          wins.merge(importance.feature(), importance.drops()[r] > best[r] ? 1 : 0, Integer::sum);
        }
      }
    }
    List<Judged> judged = new ArrayList<>();
    drops.forEach(
        (feature, all) -> {
          Importance pooled =
              new Importance(feature, all.stream().mapToDouble(drop -> drop).toArray());
          double beats = wins.getOrDefault(feature, 0) / (double) all.size();
          Verdict verdict = beats >= atLeast ? Verdict.KEEP : Verdict.DROP;
          judged.add(new Judged(feature, pooled.mean(), pooled.deviation(), beats, verdict));
        });
    return List.copyOf(judged);
  }

  /// Returns the greatest drop of a shadow per repeat, at least 0.
  private static double[] bestShadows(List<Importance> fit) {
    double[] best = new double[fit.isEmpty() ? 0 : fit.getFirst().drops().length];
    for (Importance importance : fit) {
      if (importance.feature().startsWith(SHADOW)) {
        for (int r = 0; r < best.length; r++) {
          best[r] = Math.max(best[r], importance.drops()[r]);
        }
      }
    }
    return best;
  }
}
