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

/// The nearest changes of a row that would turn a decision round (Wachter, Mittelstadt and Russell
/// 2018), few features at a time, diverse, and within what each feature allows.
///
/// A beam search over candidate values, one more changed feature a level, finds flips of several
/// sets of features; each is then made smaller ([Refinement]): changes that are not needed are
/// taken back, the others halved as far as the decision stays turned. What is returned was given to
/// the model once more, alone, and lies on the other side of the threshold: there may be fewer than
/// asked for, or none. It is near, not proven nearest. Features are changed independently of each
/// other.
///
/// No randomness: equal rows have equal answers. Immutable, and safe for several threads if the
/// model is.
public final class Counterfactuals {

  private final MarginFunction model;
  private final List<Adjustable> features;
  private final Settings settings;

  /// @param features one per feature, in the order of a row
  public Counterfactuals(MarginFunction model, List<Adjustable> features, Settings settings) {
    this.model = model;
    this.features = List.copyOf(features);
    this.settings = settings;
  }

  /// How far to look.
  ///
  /// @param alternatives counterfactuals to return at most; no two of them change the same
  ///   features, nor one all the features of another and more
  /// @param changes features to change at most
  /// @param perChange cost of each changed feature beside its distance
  /// @param beam rows that are carried from one level to the next
  /// @param budget margins the search may ask for; refining and replaying come on top, with at most
  ///   some hundred an alternative
  public record Settings(int alternatives, int changes, double perChange, int beam, int budget) {

    public Settings {
      if (alternatives < 1 || changes < 1 || !(perChange >= 0) || beam < 2 || budget < 1) {
        throw new IllegalArgumentException("a search needs room");
      }
    }

    /// Three alternatives of at most 4 changes, half a standard deviation a changed feature, and at
    /// most 60,000 margins.
    public static Settings standard() {
      return new Settings(3, 4, 0.5, 32, 60_000);
    }
  }

  /// One feature's change.
  ///
  /// @param from the row's value, maybe `NaN`
  public record Change(int feature, String name, float from, float to) {}

  /// A row that is decided otherwise.
  ///
  /// @param changes in the order of the features, at least one
  /// @param row the whole changed row
  /// @param margin the model's margin of it, on the other side of the threshold
  /// @param cost sum of the distances in scales, and the cost per change
  @SuppressWarnings("ArrayRecordComponent")
  public record Counterfactual(List<Change> changes, float[] row, double margin, double cost) {

    public Counterfactual {
      changes = List.copyOf(changes);
    }
  }

  /// Looks for rows on the other side: below the threshold where the row's margin is not below it,
  /// otherwise at or above it. Cheapest first.
  ///
  /// @param row `NaN` is a missing value
  /// @param threshold on the scale of the model's answers; calibration keeps the order, so margins
  ///   and a margin, or probabilities and a probability, give the same rows
  public List<Counterfactual> find(float[] row, double threshold) {
    if (row.length != features.size()) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " values where " + features.size() + " are expected");
    }
    CounterfactualSearch flip =
        new CounterfactualSearch(model, features, settings.perChange(), row, threshold);
    List<State> found = new ArrayList<>(search(flip));
    found.sort(Comparator.comparingDouble(State::cost));
    Refinement refinement = new Refinement(flip);
    List<Counterfactual> refined = new ArrayList<>();
    for (State state : found.subList(0, Math.min(found.size(), 4 * settings.alternatives()))) {
      float[] smaller = refinement.refine(state.row());
      double margin = model.margin(smaller);
      if (flip.turned(margin)) {
        refined.add(new Counterfactual(flip.changes(smaller), smaller, margin, flip.cost(smaller)));
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

  /// The cheapest flip found of each set of features.
  private Collection<State> search(CounterfactualSearch flip) {
    Map<Long, State> found = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    List<State> frontier = List.of(flip.start());
    int left = settings.budget();
    for (int level = 0; level < settings.changes() && !frontier.isEmpty() && left > 0; level++) {
      double bound = bound(found.values());
      List<State> next = new ArrayList<>();
      for (State state : frontier) {
        for (State successor : flip.successors(state)) {
          if (next.size() < left && successor.cost() < bound && seen.add(successor.key())) {
            next.add(successor);
          }
        }
      }
      left -= next.size();
      double[] margins = model.margins(next.stream().map(State::row).toArray(float[][]::new));
      List<State> near = new ArrayList<>();
      for (int i = 0; i < margins.length; i++) {
        State state = next.get(i).withGap(flip.gap(margins[i]));
        if (flip.turned(margins[i])) {
          found.merge(state.features(), state, (a, b) -> b.cost() < a.cost() ? b : a);
        } else {
          near.add(state);
        }
      }
      frontier = beam(near, flip.start().gap());
    }
    return found.values();
  }

  /// What a flip must cost less than to be of use.
  private double bound(Collection<State> found) {
    double[] costs = found.stream().mapToDouble(State::cost).sorted().toArray();
    return costs.length < settings.alternatives()
        ? Double.POSITIVE_INFINITY
        : costs[settings.alternatives() - 1];
  }

  /// Half of those that came nearest, half of those that came nearer at the least cost.
  private List<State> beam(List<State> states, double gap) {
    Set<State> kept = new LinkedHashSet<>();
    states.stream()
        .sorted(Comparator.comparingDouble(State::gap))
        .limit(settings.beam() / 2)
        .forEach(kept::add);
    states.stream()
        .sorted(Comparator.comparingDouble(state -> (state.gap() - gap) / state.cost()))
        .filter(state -> !kept.contains(state))
        .limit(settings.beam() - kept.size())
        .toList()
        .forEach(kept::add);
    return List.copyOf(kept);
  }

  /// A changed row of the search.
  ///
  /// @param key of its changes, whatever their order
  /// @param features key of the set of changed features
  /// @param gap what its margin lacks of the threshold
  @SuppressWarnings("ArrayRecordComponent")
  record State(float[] row, long key, long features, double cost, double gap) {

    State withGap(double newGap) {
      return new State(row, key, features, cost, newGap);
    }
  }
}
