package io.quittance.laboratory.offpolicy;

/// Estimators of the value of a policy π from rows (x, a, r, p) of a log, where w = π(a|x) / p and
/// q is a model of the reward (Dudík, Langford and Li, "Doubly robust policy evaluation and
/// learning", 2011; names and formulas as in Saito and others, "Open Bandit Dataset and Pipeline",
/// 2021).
public enum Method {
  /// Direct method: mean of Σₐ π(a|x) · q(x, a). Biased by whatever the model gets wrong, and its
  /// interval does not show it: never to be believed alone.
  DM("DM"),
  /// Inverse propensity score: mean of w · r. Unbiased, wide.
  IPS("IPS"),
  /// Self-normalised IPS: Σ w · r / Σ w.
  SNIPS("SNIPS"),
  /// Doubly robust: mean of Σₐ π(a|x) · q(x, a) + w · (r − q(x, a)). Unbiased where the
  /// propensities are right, whatever the model.
  DR("DR"),
  /// As DR, but rows whose weight exceeds a threshold count with the model alone (Wang, Agarwal and
  /// Dudík, "Optimal and adaptive off-policy evaluation in contextual bandits", 2017).
  SWITCH_DR("Switch-DR");

  private final String title;

  Method(String title) {
    this.title = title;
  }

  /// Returns the name in reports.
  public String title() {
    return title;
  }
}
