package io.quittance.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws the few reasons that matter from an explanation.
public final class ReasonCodes {

  private ReasonCodes() {}

  /// The words for a contribution.
  @FunctionalInterface
  public interface TextOf {
    String text(String feature, double contribution);
  }

  /// The features that moved the score most, in either direction, greatest first; ties in the order
  /// of the names given. Features that did not move it are left out, so there may be fewer than k.
  ///
  /// @param names as many as contributions
  public static List<Reason> top(String[] names, double[] contributions, int k, TextOf textOf) {
    return top(names, contributions, Map.of(), k, textOf);
  }

  /// As above, with the contributions of features that mean the same to a reader summed first.
  ///
  /// @param conceptOf the concept of a feature; a feature without one stands for itself
  public static List<Reason> top(
      String[] names, double[] contributions, Map<String, String> conceptOf, int k, TextOf textOf) {
    if (names.length != contributions.length) {
      throw new IllegalArgumentException("names and contributions differ in length");
    }
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      sums.merge(conceptOf.getOrDefault(names[i], names[i]), contributions[i], Double::sum);
    }
    List<Map.Entry<String, Double>> moved = new ArrayList<>(sums.entrySet());
    moved.removeIf(entry -> entry.getValue() == 0);
    moved.sort(Comparator.comparingDouble(entry -> -Math.abs(entry.getValue())));
    return moved.stream()
        .limit(k)
        .map(
            entry ->
                new Reason(
                    entry.getKey(),
                    entry.getValue(),
                    textOf.text(entry.getKey(), entry.getValue())))
        .toList();
  }
}
