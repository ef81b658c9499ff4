package io.quittance.e2e;

import io.quittance.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  /// Also checks the modules on this class path that have no such test of their own.
  @Test
  void keepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.simulator", "io.quittance.local", "io.quittance.e2e");
  }
}
