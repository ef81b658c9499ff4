package io.quittance.feedback.drift;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckDriftSettingsTest {

  @Test
  void knownFeaturesMayBeIgnored() {
    assertDoesNotThrow(() -> CheckDriftSettings.check(Set.of("action_channel", "balance")));
  }

  @Test
  void anUnknownFeatureIsRefusedWithSettingAndKnownNames() {
    String refusal =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> CheckDriftSettings.check(Set.of("balanse")))
                .getMessage());

    assertTrue(
        refusal.startsWith(
            "quittance.drift.ignored-features names 'balanse', which is no feature; there are "),
        refusal);
    assertTrue(refusal.contains("balance"), refusal);
  }
}
