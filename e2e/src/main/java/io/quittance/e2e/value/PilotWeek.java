package io.quittance.e2e.value;

import io.quittance.core.treatment.Treatment;

/// A week of the pilot under one treatment.
///
/// @param features the model's inputs at its beginning, without an action
/// @param modifiers the properties of [ContactDesign] at its beginning
/// @param collected net payments of the week as a share of the balance, at least 0
@SuppressWarnings("ArrayRecordComponent")
record PilotWeek(
    String debtor,
    float[] features,
    float[] modifiers,
    Treatment treatment,
    long balanceMinor,
    double collected) {

  boolean paid() {
    return collected > 0;
  }
}
