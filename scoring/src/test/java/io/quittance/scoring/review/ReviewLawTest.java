package io.quittance.scoring.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReviewLawTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "LEGAL_REFERRAL, true",
    "PLAN_REFUSAL, true",
    "DEBT_SALE, true",
    "HARDSHIP, false",
    "VULNERABILITY, false",
    "SPECIALIST, false",
    "OVERRIDE, false"
  })
  void withoutRulesNothingIsDoneToAPersonAndPeopleStillLook(ReviewKind kind, boolean barred) {
    ReviewLaw law = new ReviewLaw(PolicyCatalogue.of(List.of()));
    DebtorContext unknown = DebtorContext.of(AccountState.empty("default", "a-1"));

    assertEquals(barred, law.of(unknown, kind, TIME).barred());
  }
}
