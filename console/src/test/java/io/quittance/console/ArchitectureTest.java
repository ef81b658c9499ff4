package io.quittance.console;

import io.quittance.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  @Test
  void keepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.console");
  }
}
