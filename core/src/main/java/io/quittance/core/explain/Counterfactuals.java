package io.quittance.core.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/// Finds the smallest changes of a row that would flip a decision (Wachter, Mittelstadt and Russell
/// 2018): few features at a time, diverse, and within what each feature allows.
///
/// A beam search over candidate values changes one more feature per level and finds flips by
/// several sets of features. [CounterfactualRefinement] then shrinks each flip: it reverts changes
/// that are not needed and bisects the others while the decision stays flipped. Each result is
/// scored once more, alone, and lies on the other side of the threshold. There may be fewer results
/// than asked for, or none. They are near the row, not proven nearest. Features change
/// independently of each other, so a combination of values may be implausible.
///
/// Deterministic: equal rows have equal results. Immutable, and thread-safe if the model is.
public final class Counterfactuals {

  /// Beyond it every calibration is constant to double precision.
  private static final double MOST_MARGIN = 20_000;

  private final MarginFunction model;
  private final List<AdjustableFeature> features;
  private final Settings settings;

  /// @param features one per feature, in the order of a row
  public Counterfactuals(
      MarginFunction model, List<AdjustableFeature> features, Settings settings) {
    this.model = model;
    this.features = List.copyOf(features);
    this.settings = settings;
  }

  /// The extent of the search.
  ///
  /// @param alternatives most counterfactuals to return; none changes all the features that another
  ///   one changes
  /// @param changes most features to change
  /// @param perChange fixed cost of each changed feature, added to its distance
  /// @param beam rows carried from one level to the next
  /// @param budget most margins the search computes; refinement adds a few hundred per alternative
  public record Settings(int alternatives, int changes, double perChange, int beam, int budget) {

    public Settings {
      if (alternatives < 1 || changes < 1 || !(perChange >= 0) || beam < 2 || budget < 1) {
        throw new IllegalArgumentException(
            "a search needs alternatives, changes and a budget of at least 1, and a beam of at least 2");
      }
    }

    /// Returns the defaults: three alternatives of at most four changes, half a standard deviation
    /// per changed feature, and at most 60,000 margins.
    public static Settings standard() {
      return new Settings(3, 4, 0.5, 32, 60_000);
    }
  }

  /// A change of one feature.
  ///
  /// @param feature index of the feature
  /// @param from value of the row; `NaN` if missing
  public record Change(int feature, String name, float from, float to) {

    /// Returns the value of the row as text.
    ///
    /// @param words of the categories by their code; empty for a feature that is a number
    public String fromText(List<String> words) {
      return text(from, words);
    }

    /// Returns the changed value as text.
    ///
    /// @param words of the categories by their code; empty for a feature that is a number
    public String toText(List<String> words) {
      return text(to, words);
    }

    private static String text(float value, List<String> words) {
      if (Float.isNaN(value)) {
        return "missing";
      }
      if (!words.isEmpty()) {
        return words.get((int) value);
      }
      return value == Math.rint(value) && Math.abs(value) < 1e7
          ? Integer.toString((int) value)
          : Float.toString(value);
    }
  }

  /// A row for which the decision is the opposite one.
  ///
  /// @param changes at least one, in the order of the features
  /// @param row the whole changed row
  /// @param margin margin of the changed row, on the other side of the threshold
  /// @param cost sum of the distances in scales plus the fixed cost per change
  @SuppressWarnings("ArrayRecordComponent")
  public record Counterfactual(List<Change> changes, float[] row, double margin, double cost) {

    public Counterfactual {
      changes = List.copyOf(changes);
    }
  }

  /// Returns rows on the other side of the threshold, cheapest first: at or above it when the row's
  /// margin lies below, otherwise below it.
  ///
  /// @param row raw values, `NaN` where missing
  /// @param threshold on the scale of the model's answers; see [#marginAt] for a probability
  /// @throws IllegalArgumentException when the row has another length than there are features
  public List<Counterfactual> find(float[] row, double threshold) {
    if (row.length != features.size()) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + features.size() + " are expected");
    }
    if (!Double.isFinite(threshold)) {
      return List.of();
    }
    CounterfactualSearch search =
        new CounterfactualSearch(model, features, settings.perChange(), row, threshold);
    List<ChangedRow> found = new ArrayList<>(flips(search));
    found.sort(Comparator.comparingDouble(ChangedRow::cost));
    CounterfactualRefinement refinement = new CounterfactualRefinement(search);
    List<Counterfactual> refined = new ArrayList<>();
    for (ChangedRow flip : found.subList(0, Math.min(found.size(), 4 * settings.alternatives()))) {
      float[] smaller = refinement.refine(flip.row());
      double margin = model.margin(smaller);
      if (search.flips(margin)) {
        refined.add(
            new Counterfactual(search.changes(smaller), smaller, margin, search.cost(smaller)));
      }
    }
    refined.sort(Comparator.comparingDouble(Counterfactual::cost));
    return diverse(refined);
  }

  private List<Counterfactual> diverse(List<Counterfactual> sorted) {
    List<Counterfactual> chosen = new ArrayList<>();
    List<Set<Integer>> sets = new ArrayList<>();
    for (Counterfactual candidate : sorted) {
      Set<Integer> changed = new HashSet<>();
      candidate.changes().forEach(change -> changed.add(change.feature()));
      if (chosen.size() < settings.alternatives()
          && sets.stream().noneMatch(changed::containsAll)) {
        chosen.add(candidate);
        sets.add(changed);
      }
    }
    return List.copyOf(chosen);
  }

  /// Returns the margin at which a calibrated probability reaches a threshold, for [#find] on
  /// margins.
  ///
  /// @param probability calibration: non-decreasing in the margin
  /// @param threshold a probability in (0, 1)
  /// @return infinite when no margin, or every margin, reaches the threshold
  public static double marginAt(DoubleUnaryOperator probability, double threshold) {
    double low = -MOST_MARGIN;
    double high = MOST_MARGIN;
    if (!(probability.applyAsDouble(high) >= threshold)) {
      return Double.POSITIVE_INFINITY;
    }
    if (probability.applyAsDouble(low) >= threshold) {
      return Double.NEGATIVE_INFINITY;
    }
    for (double middle = (low + high) / 2;
        low < middle && middle < high;
        middle = (low + high) / 2) {
      if (probability.applyAsDouble(middle) >= threshold) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /// Returns the cheapest flip found for each set of features.
  private Collection<ChangedRow> flips(CounterfactualSearch search) {
    Map<Long, ChangedRow> found = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    List<ChangedRow> frontier = List.of(search.start());
    int left = settings.budget();
    for (int level = 0; level < settings.changes() && !frontier.isEmpty() && left > 0; level++) {
      double bound = bound(found.values());
      List<ChangedRow> next = new ArrayList<>();
      for (ChangedRow changed : frontier) {
        for (ChangedRow successor : search.successors(changed)) {
          if (next.size() < left && successor.cost() < bound && seen.add(successor.key())) {
            next.add(successor);
          }
        }
      }
      left -= next.size();
      double[] margins = model.margins(next.stream().map(ChangedRow::row).toArray(float[][]::new));
      List<ChangedRow> near = new ArrayList<>();
      for (int i = 0; i < margins.length; i++) {
        ChangedRow changed = next.get(i).withGap(search.gap(margins[i]));
        if (search.flips(margins[i])) {
          found.merge(changed.features(), changed, (a, b) -> b.cost() < a.cost() ? b : a);
        } else {
          near.add(changed);
        }
      }
      frontier = beam(near, search.start().gap());
    }
    return found.values();
  }

  /// Returns the cost that a further flip must stay below to be among the results.
  private double bound(Collection<ChangedRow> found) {
    double[] costs = found.stream().mapToDouble(ChangedRow::cost).sorted().toArray();
    return costs.length < settings.alternatives()
        ? Double.POSITIVE_INFINITY
        : costs[settings.alternatives() - 1];
  }

  /// Keeps, by halves, the rows that came nearest and those that came nearer at the least cost.
  private List<ChangedRow> beam(List<ChangedRow> rows, double gap) {
    Set<ChangedRow> kept = new LinkedHashSet<>();
    rows.stream()
        .sorted(Comparator.comparingDouble(ChangedRow::gap))
        .limit(settings.beam() / 2)
        .forEach(kept::add);
    rows.stream()
        .sorted(Comparator.comparingDouble(row -> (row.gap() - gap) / row.cost()))
        .filter(row -> !kept.contains(row))
        .limit(settings.beam() - kept.size())
        .toList()
        .forEach(kept::add);
    return List.copyOf(kept);
  }

  /// A changed row of the search.
  ///
  /// @param key key of its changes, independent of their order
  /// @param features key of the set of changed features
  /// @param gap distance of its margin from the threshold
  @SuppressWarnings("ArrayRecordComponent")
  record ChangedRow(float[] row, long key, long features, double cost, double gap) {

    ChangedRow withGap(double newGap) {
      return new ChangedRow(row, key, features, cost, newGap);
    }
  }
}
