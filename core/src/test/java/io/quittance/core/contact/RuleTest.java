package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CONTACTS;
import static io.quittance.core.contact.Debtor.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What makes a rule, and that each kind of limit says what it needs to know.
class RuleTest {

  private static final Limit STOP = new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE));

  private static Rule written(
      String id, String title, String citation, String text, String to, Set<ActorType> actors) {
    return new Rule(
        id,
        title,
        citation,
        LocalDate.parse("2026-01-01"),
        LocalDate.parse(to),
        actors,
        List.of(),
        CONTACTS,
        Set.of(),
        text,
        STOP);
  }

  private static void refused(String reason, org.junit.jupiter.api.function.Executable rule) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, rule);
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HC01", "HC23", "HC18a"})
  void anIdIsTwoLettersTwoDigitsAndPerhapsALetter(String id) {
    assertEquals(id, rule(id, STOP).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HC1", "HC001", "XX01", "HC01A", "HC01ab"})
  void otherIdsAreRefused(String id) {
    refused("must look like HC03", () -> rule(id, STOP));
  }

  @Test
  void aRuleNeedsTextsActorsAndAnEndAfterItsBeginning() {
    Set<ActorType> all = Set.of(ActorType.values());

    assertEquals("t", written("HC01", "t", "c", "x", "2026-01-02", all).title());
    refused("HC01 must have a title", () -> written("HC01", " ", "c", "x", "2026-01-02", all));
    refused("must have a title", () -> written("HC01", "t", " ", "x", "2026-01-02", all));
    refused("must have a title", () -> written("HC01", "t", "c", " ", "2026-01-02", all));
    refused("must have actors", () -> written("HC01", "t", "c", "x", "2026-01-02", Set.of()));
    refused("from must be before to", () -> written("HC01", "t", "c", "x", "2026-01-01", all));
  }

  @Test
  void jurisdictionsAreIsoCodes() {
    for (String wrong : List.of("us", "USA", "US_MA", "", "any", "US-ABCD")) {
      refused(
          "is not an ISO 3166 code",
          () -> rule("HC01", STOP, "2026-01-01", null, List.of(wrong), CONTACTS, Set.of()));
    }
    assertEquals(
        List.of("US-MA", "GB"),
        rule("HC01", STOP, "2026-01-01", null, List.of("US-MA", "GB"), CONTACTS, Set.of())
            .jurisdictions());
  }

  private static Rule of(Limit limit, Set<Action> actions, Set<ReviewKind> reviews) {
    return rule("HC01", limit, "2026-01-01", null, List.of(), actions, reviews);
  }

  static Stream<Limit> restrictingContacts() {
    return Stream.of(
        new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(21, 0)),
        new TimeLimit.Inconvenient(),
        new FrequencyLimit.AttemptCap(7, Duration.ofDays(7), Set.of(Channel.CALL), Set.of()),
        new FrequencyLimit.AfterConversation(7),
        new FrequencyLimit.Cadence(Duration.ofHours(4), 2, Set.of(Channel.CALL)),
        new ChannelLimit.RefusedChannel(),
        new ChannelLimit.Workplace(),
        new ChannelLimit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.SMS)),
        new ChannelLimit.RevokedConsent(Set.of(ReplyWord.STOP), Set.of(Channel.SMS)),
        new StatusLimit.UnknownInput(Set.of(Action.SMS)));
  }

  static Stream<Limit> restrictingEither() {
    return Stream.of(
        STOP, new TimeLimit.Moratorium(60, Duration.ofDays(30)), new StatusLimit.TailoredRoute());
  }

  static Stream<Limit> restrictingDecisions() {
    return Stream.of(new ReviewLimit.TimeBarred(), new ReviewLimit.HumanDecision());
  }

  static Stream<Limit> modifying() {
    return Stream.of(
        new CountingRule.NotCounted(Set.of(ContactResult.BUSY), Set.of(), 0),
        new CountingRule.CountingScope(Limit.Scope.DEBT));
  }

  private static final Set<Action> CALL = Set.of(Action.CALL);
  private static final Set<ReviewKind> SALE = Set.of(ReviewKind.DEBT_SALE);

  @ParameterizedTest
  @MethodSource("restrictingContacts")
  void limitsOfContactsNeedActionsAlone(Limit limit) {
    assertEquals(CALL, of(limit, CALL, Set.of()).actions());
    refused("it must have actions", () -> of(limit, Set.of(), Set.of()));
    refused("it must have actions", () -> of(limit, CALL, SALE));
    refused("it must have actions", () -> of(limit, Set.of(), SALE));
    refused(
        "actions must not include no-contact",
        () -> of(limit, Set.of(Action.NO_CONTACT), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("restrictingEither")
  void limitsOfStatesNeedActionsOrReviews(Limit limit) {
    assertEquals(CALL, of(limit, CALL, Set.of()).actions());
    assertEquals(SALE, of(limit, Set.of(), SALE).reviews());
    assertEquals(SALE, of(limit, CALL, SALE).reviews());
    refused("must have actions or reviews", () -> of(limit, Set.of(), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("restrictingDecisions")
  void limitsOfDecisionsNeedReviewsAlone(Limit limit) {
    assertEquals(SALE, of(limit, Set.of(), SALE).reviews());
    refused("it must have reviews", () -> of(limit, CALL, Set.of()));
    refused("it must have reviews", () -> of(limit, CALL, SALE));
    refused("it must have reviews", () -> of(limit, Set.of(), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("modifying")
  void modifiersHaveNeither(Limit limit) {
    assertTrue(of(limit, Set.of(), Set.of()).actions().isEmpty());
    refused("only defines what is counted", () -> of(limit, CALL, Set.of()));
    refused("only defines what is counted", () -> of(limit, Set.of(), SALE));
  }

  @ParameterizedTest
  @MethodSource({"restrictingContacts", "restrictingEither", "restrictingDecisions", "modifying"})
  void everyKindNamesTheInputsWithoutWhichItBlocks(Limit limit) {
    boolean none =
        switch (limit) {
          case ChannelLimit.RefusedChannel _,
              ChannelLimit.RevokedConsent _,
              StatusLimit.StopStatus _ ->
              true;
          case StatusLimit.TailoredRoute _, ReviewLimit.HumanDecision _ -> true;
          default -> false;
        };

    assertEquals(none, limit.requiredInputs().isEmpty());
  }

  @Test
  void setsKeepTheOrderOfTheirConstants() {
    assertEquals(
        List.of(Action.LETTER, Action.EMAIL, Action.SMS, Action.CALL),
        List.copyOf(rule("HC01", STOP).actions()));
  }

  @Test
  void aDateIsInForceFromItsFirstDayToTheDayBeforeItsEnd() {
    LocalDate from = LocalDate.parse("2026-07-15");
    LocalDate to = LocalDate.parse("2026-07-16");

    assertFalse(Rule.inForce(from, to, Instant.parse("2026-07-14T23:59:59.999Z")));
    assertTrue(Rule.inForce(from, to, Instant.parse("2026-07-15T00:00:00Z")));
    assertTrue(Rule.inForce(from, to, Instant.parse("2026-07-15T23:59:59.999Z")));
    assertFalse(Rule.inForce(from, to, Instant.parse("2026-07-16T00:00:00Z")));
    assertTrue(Rule.inForce(from, null, Instant.parse("2126-07-16T00:00:00Z")));
  }
}
