package io.quittance.testkit.violations.scoring.account;

import jakarta.inject.Inject;

@SuppressWarnings("NullAway.Init")
final class InjectsField {
  @Inject String name;
}
