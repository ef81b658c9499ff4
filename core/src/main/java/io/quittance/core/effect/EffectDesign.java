package io.quittance.core.effect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The effects that are learnt: for each factor of the arms a constant and a slope over each
/// modifier, and further slopes of one factor over one modifier. In log odds, the effect of an arm
/// on an account with standardised modifiers z is
///
/// Σ over its factors f of (constant(f) + Σⱼ slope(f, j) · zⱼ).
///
/// @param arms at least two, the first of them without factors
/// @param modifiers names of the properties that change an effect, in the order of their values
/// @param terms the coefficients, in order
public record EffectDesign(List<Arm> arms, List<String> modifiers, List<Term> terms) {

  /// One coefficient.
  ///
  /// @param factor the factor whose effect this is
  /// @param modifier index of the modifier; [#CONSTANT] for the effect on an average account
  /// @param priorSd standard deviation of the coefficient before any data, log odds, positive
  public record Term(String factor, int modifier, double priorSd) {

    /// The index of no modifier.
    public static final int CONSTANT = -1;

    public Term {
      if (modifier < CONSTANT || !(priorSd > 0)) {
        throw new IllegalArgumentException(
            "a term needs a modifier or none, and a positive prior deviation");
      }
    }
  }

  /// @throws IllegalArgumentException when the first arm has factors, there are fewer than two arms
  ///   or a term names an unknown modifier
  public EffectDesign {
    arms = List.copyOf(arms);
    modifiers = List.copyOf(modifiers);
    terms = List.copyOf(terms);
    if (arms.size() < 2 || !arms.getFirst().factors().isEmpty()) {
      throw new IllegalArgumentException("the first of at least two arms must have no factors");
    }
    for (Term term : terms) {
      if (term.modifier() >= modifiers.size()) {
        throw new IllegalArgumentException("there is no modifier " + term.modifier());
      }
    }
  }

  /// Returns a design with a constant for each factor and slopes of each over the first modifiers.
  ///
  /// @param sloped number of modifiers, from the first, over which every factor has a slope; the
  ///   others have slopes only through `further`
  /// @param constantSd prior standard deviation of the constants
  /// @param slopeSd prior standard deviation of the slopes, per standard deviation of the modifier
  /// @param further more terms
  public static EffectDesign of(
      List<Arm> arms,
      List<String> modifiers,
      int sloped,
      double constantSd,
      double slopeSd,
      List<Term> further) {
    Set<String> factors = new LinkedHashSet<>();
    arms.forEach(arm -> factors.addAll(arm.factors()));
    List<Term> terms = new ArrayList<>();
    for (String factor : factors) {
      terms.add(new Term(factor, Term.CONSTANT, constantSd));
      for (int j = 0; j < sloped; j++) {
        terms.add(new Term(factor, j, slopeSd));
      }
    }
    terms.addAll(further);
    return new EffectDesign(arms, modifiers, terms);
  }

  /// Returns the regressors of an arm: what each coefficient is multiplied by.
  ///
  /// @param z standardised modifiers
  public double[] regressors(int arm, double[] z) {
    double[] regressors = new double[terms.size()];
    List<String> factors = arms.get(arm).factors();
    for (int t = 0; t < regressors.length; t++) {
      Term term = terms.get(t);
      if (factors.contains(term.factor())) {
        regressors[t] = term.modifier() == Term.CONSTANT ? 1 : z[term.modifier()];
      }
    }
    return regressors;
  }

  public double[] priorSds() {
    return terms.stream().mapToDouble(Term::priorSd).toArray();
  }
}
