package io.quittance.feedback;

import io.quittance.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.feedback");
  }
}
