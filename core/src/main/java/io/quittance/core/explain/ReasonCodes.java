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
    String text(String concept, double contribution);
  }

  /// The concepts that moved the score most, in either direction, greatest first; ties in the order
  /// of the names given. Contributions of one concept are summed before they are compared, so that
  /// features that say the same to a reader neither crowd out others nor are told when they cancel
  /// out. What did not move the score is left out, so there may be fewer than k.
  ///
  /// @param names as many as contributions
  /// @param conceptOf the concept of a feature; a feature without one stands for itself
  public static List<Reason> top(
      List<String> names,
      double[] contributions,
      Map<String, String> conceptOf,
      int k,
      TextOf textOf) {
    if (names.size() != contributions.length) {
      throw new IllegalArgumentException("names and contributions differ in length");
    }
    Map<String, Concept> concepts = new LinkedHashMap<>();
    for (int i = 0; i < contributions.length; i++) {
      String name = names.get(i);
      concepts
          .computeIfAbsent(conceptOf.getOrDefault(name, name), Concept::new)
          .add(name, contributions[i]);
    }
    List<Concept> moved = new ArrayList<>(concepts.values());
    moved.removeIf(concept -> concept.sum == 0);
    moved.sort(Comparator.comparingDouble(concept -> -Math.abs(concept.sum)));
    return moved.stream().limit(k).map(concept -> concept.reason(textOf)).toList();
  }

  private static final class Concept {
    private final String name;
    private double sum;
    private String raising = "";
    private double most;
    private String lowering = "";
    private double least;

    Concept(String name) {
      this.name = name;
    }

    void add(String feature, double contribution) {
      sum += contribution;
      if (contribution > most) {
        most = contribution;
        raising = feature;
      } else if (contribution < least) {
        least = contribution;
        lowering = feature;
      }
    }

    Reason reason(TextOf textOf) {
      return new Reason(name, sum > 0 ? raising : lowering, sum, textOf.text(name, sum));
    }
  }
}
