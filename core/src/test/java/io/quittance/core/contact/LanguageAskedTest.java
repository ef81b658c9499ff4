package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.account;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent.LanguageRecorded;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HC33a. Before the debtor was asked for their language, only what asks goes out.
class LanguageAskedTest {

  private static final String ASKED = "2026-03-02T18:00:00Z";
  private static final Limit IN_LETTERS = new StatusLimit.LanguageAsked(Set.of(Action.LETTER));

  @Test
  void onlyWhatAsksGoesOutBeforeTheAnswerIsRecorded() {
    Debtor debtor = Debtor.under(IN_LETTERS, account());

    assertTrue(debtor.may(Action.LETTER, ASKED));
    for (Action action : List.of(Action.CALL, Action.SMS, Action.EMAIL)) {
      assertEquals(Set.of("HC01"), debtor.forbids(action, ASKED));
      assertEquals("null", debtor.next(action, ASKED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"es", "zh-Hant", ""})
  void theAnswerCountsFromItsTimeOnAndSoDoesThatThereWasNone(String language) {
    Debtor debtor =
        Debtor.under(
            IN_LETTERS,
            account().tell(ASKED, new LanguageRecorded("a", language.isEmpty() ? null : language)));

    assertFalse(debtor.mayCall("2026-03-02T17:59:59.999Z"));
    assertTrue(debtor.mayCall(ASKED));
    assertTrue(debtor.may(Action.SMS, "2036-03-02T18:00:00Z"));
  }

  @Test
  void theAnswerOnOneAccountIsTheDebtors() {
    Histories other = account("b").tell(ASKED, new LanguageRecorded("b", "es"));

    assertTrue(Debtor.under(IN_LETTERS, account(), other).mayCall(ASKED));
  }

  @Test
  void withoutActionsThatAskNothingGoesOut() {
    assertFalse(
        Debtor.under(new StatusLimit.LanguageAsked(Set.of()), account()).may(Action.LETTER, ASKED));
  }

  @Test
  void aLanguageIsATag() {
    assertEquals("ht", new LanguageRecorded("a", "ht").language());
    for (String wrong : List.of("Spanish", "e", "ES", "es_MX", "")) {
      InvalidEventException refused =
          assertThrows(InvalidEventException.class, () -> new LanguageRecorded("a", wrong));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("language must be a BCP 47 language tag"),
          wrong);
    }
  }

  @Test
  void inNewYorkCityMessagesWaitFromTheFirstDayOfTheRule() {
    Histories placed =
        new Histories("a")
            .tell(
                "2026-01-02T00:00:00Z",
                Debtor.placement(
                    "a",
                    ActorType.THIRD_PARTY,
                    "US-NY-NYC",
                    Map.of(Channel.EMAIL, Consent.GRANTED)))
            .tell(
                "2026-01-03T00:00:00Z",
                new io.quittance.core.event.AccountEvent.ValidationSent("a"));
    Policy city =
        Policy.of(PolicyPack.builtIn("us-reg-f"), List.of(PolicyPack.builtIn("us-ny-nyc")));

    Debtor debtor = new Debtor(city, Debtor.under(city, placed).context());
    assertEquals(Set.of("HC33a"), debtor.forbids(Action.EMAIL, "2026-09-08T18:00:00Z"));
    assertFalse(debtor.forbids(Action.CALL, "2026-09-08T18:00:00Z").contains("HC33a"));
    assertTrue(debtor.may(Action.LETTER, "2026-09-08T18:00:00Z"));
    placed.tell("2026-09-08T17:00:00Z", new LanguageRecorded("a", "es"));
    assertTrue(Debtor.under(city, placed).may(Action.EMAIL, "2026-09-08T18:00:00Z"));
  }
}
