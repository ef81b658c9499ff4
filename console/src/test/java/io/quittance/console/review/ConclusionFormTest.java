package io.quittance.console.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConclusionFormTest {

  @ParameterizedTest
  @CsvSource({
    "hardship, 'resume,hold'",
    "vulnerability, 'resume,hold'",
    "specialist, hold",
    "override, 'resume,hold,approve,decline'",
    "legal-referral, 'approve,decline'",
    "plan-refusal, 'approve,decline'",
    "debt-sale, 'approve,decline'",
  })
  void eachKindHasItsVerdicts(String kind, String verdicts) {
    assertEquals(
        verdicts,
        String.join(
            ",", ConclusionForm.verdicts(kind).stream().map(ConclusionForm.Choice::name).toList()));
  }

  @Test
  void theReasonIsACodeAndNoText() {
    for (String code : ConclusionForm.REASONS) {
      assertTrue(form("resume", code).error("hardship").isEmpty(), code);
    }
    for (String text :
        new String[] {
          "", "Income", "called mr smith", "a-", "-a", "a--b", "a".repeat(49), "a-b-c-d-e-f-g-h-i"
        }) {
      assertTrue(form("resume", text).error("hardship").isPresent(), text);
    }
  }

  @Test
  void aVerdictOfAnotherKindAndHalfAnActionAreNotSent() {
    assertTrue(form("approve", "plan-agreed").error("hardship").isPresent());
    assertTrue(form("", "plan-agreed").error("hardship").isPresent());
    assertTrue(ConclusionForm.of("hold", "plan-agreed", "call", "").error("hardship").isPresent());
  }

  @Test
  void onlyWhatWasFilledInIsSent() {
    assertEquals(
        Map.of("verdict", "resume", "reason", "plan-agreed"),
        ConclusionForm.of(" resume ", "plan-agreed ", null, "").body());
    assertEquals(
        Map.of("verdict", "hold", "reason", "plan-agreed", "action", "call", "offer", "reminder"),
        ConclusionForm.of("hold", "plan-agreed", "call", "reminder").body());
  }

  private static ConclusionForm form(String verdict, String reason) {
    return ConclusionForm.of(verdict, reason, null, null);
  }
}
