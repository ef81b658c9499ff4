package io.quittance.e2e.value;

import io.quittance.core.text.WireNames;

/// The policies that are held against each other.
enum Contender {
  NOTHING("nobody is contacted", true),
  RANDOM("any action, all alike, whatever the law says", false),
  RANDOM_LAWFUL("any permitted action, all alike", true),
  PROPENSITY(
      "ranked by P(payment) × balance: the top third is called, the next sent messages, the rest"
          + " e-mail, whatever the law says",
      false),
  PROPENSITY_LAWFUL("the same ranking, the first permitted channel of its list", true),
  LADDER("Quittance without a model", true),
  QUITTANCE(
      "Quittance with a model and the pack as shipped, exploration and held-out group included",
      true),
  QUITTANCE_MEASURED(
      "the same with the worth of payments and offers that the pilot measured", true),
  ORACLE("the best permitted action and offer by the true effects of the month to come", true);

  private final String words;
  private final boolean lawful;

  Contender(String words, boolean lawful) {
    this.words = words;
    this.lawful = lawful;
  }

  String slug() {
    return WireNames.of(this);
  }

  String words() {
    return words;
  }

  /// Whether it keeps to the permitted actions, so that a violation is a defect.
  boolean lawful() {
    return lawful;
  }
}
