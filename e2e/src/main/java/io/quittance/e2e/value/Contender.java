package io.quittance.e2e.value;

import io.quittance.core.text.WireNames;

/// The policies that the study compares.
enum Contender {
  NOTHING("nobody is contacted", true),
  RANDOM("a random action, regardless of the law", false),
  RANDOM_LAWFUL("a random permitted action", true),
  PROPENSITY(
      "ranked by P(payment) × balance: calls for the top third, text messages for the middle third,"
          + " e-mail for the rest, regardless of the law",
      false),
  PROPENSITY_LAWFUL("the same ranking with the first permitted channel of each list", true),
  LADDER("Quittance without a model", true),
  QUITTANCE(
      "Quittance with a model and the pack as shipped, including exploration and the held-out group",
      true),
  QUITTANCE_MEASURED(
      "the same with the value of payments and offers that the pilot measured", true),
  LEARNED(
      "Quittance with a bundle that carries the effects learnt from the weeks of the pilot and the"
          + " pack as shipped, including exploration and the held-out group",
      true),
  ORACLE("the best permitted action and offer by the true effects of the month to come", true);

  private final String description;
  private final boolean lawful;

  Contender(String description, boolean lawful) {
    this.description = description;
    this.lawful = lawful;
  }

  String slug() {
    return WireNames.of(this);
  }

  String description() {
    return description;
  }

  /// Returns whether the policy uses only permitted actions, so that any violation is a defect.
  boolean lawful() {
    return lawful;
  }
}
