package io.quittance.testkit.violations.scoring.account;

import jakarta.inject.Inject;

final class Injected {
  @Inject String name = "";
}
