package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.DebtorFacts;
import io.quittance.core.debtor.NumberChecks;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What each kind of limit does at once, about a debtor of whom everything was reported that
/// restricts collection, and what it concerns. The kinds that are not named do nothing there: they
/// depend on time, or restrict something else.
class LimitKindsTest {

  private static final Instant NOON = Instant.parse("2026-07-15T17:00:00Z");

  private static final Set<Channel> CALL = Set.of(Channel.CALL);

  private static final List<Limit> KINDS =
      List.of(
          new TimeLimit.QuietHours(LocalTime.of(8, 0), LocalTime.of(21, 0)),
          new TimeLimit.WeeklyHours(
              List.of(
                  new TimeLimit.DailyHours(
                      Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(21, 0))),
              null,
              null),
          new TimeLimit.Inconvenient(),
          new TimeLimit.WaitingTime(TimeLimit.Since.NOTICE, 5),
          new TimeLimit.Moratorium(60, Duration.ofDays(30)),
          new FrequencyLimit.AttemptCap(1, Duration.ofDays(7), CALL, Set.of()),
          new FrequencyLimit.ContactCap(
              1, 7, null, CALL, Set.of(), FrequencyLimit.Counting.ATTEMPTS, null),
          new FrequencyLimit.MinimumGap(2, CALL),
          new FrequencyLimit.Cadence(Duration.ofHours(4), 1, CALL),
          new FrequencyLimit.AfterConversation(7),
          new ChannelLimit.RefusedChannel(),
          new ChannelLimit.RevokedConsent(Set.of(ReplyWord.STOP), CALL),
          new ChannelLimit.CheckedNumber(Duration.ofDays(60), CALL),
          new ChannelLimit.DisprovedNumber(CALL),
          new ChannelLimit.Workplace(),
          new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.LOCATION), 1),
          new StatusLimit.StopStatus(Set.of(StatusLimit.Stop.CEASE)),
          new StatusLimit.TailoredRoute(),
          new StatusLimit.ValidationAndDispute(
              Set.of(Action.LETTER), true, Duration.ofDays(30), null, null),
          new StatusLimit.LanguageAsked(Set.of(Action.LETTER)),
          new StatusLimit.UnknownInput(Set.of(Action.CALL)),
          new CountingRule.NotCounted(Set.of(ContactResult.BUSY), Set.of(Recipient.ATTORNEY), 7),
          new CountingRule.CountingScope(Limit.Scope.DEBT),
          new ReviewLimit.TimeBarred(),
          new ReviewLimit.HumanDecision());

  private static final Set<Class<?>> COUNTING =
      Set.of(CountingRule.NotCounted.class, CountingRule.CountingScope.class);

  private static final Set<Class<?>> OF_REVIEWS =
      Set.of(ReviewLimit.TimeBarred.class, ReviewLimit.HumanDecision.class);

  private static Stream<Class<?>> leaves(Class<?> kind) {
    return kind.isSealed()
        ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(LimitKindsTest::leaves)
        : Stream.of(kind);
  }

  @Test
  void everyKindIsListed() {
    assertEquals(
        leaves(Limit.class)
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new)),
        that(_ -> true));
  }

  private static TreeSet<String> that(Predicate<Limit> does) {
    return KINDS.stream()
        .filter(does)
        .map(limit -> limit.getClass().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// No zone, no validation information, no checked number and no limitation period is known.
  private static Histories troubled() {
    return new Histories("a")
        .placed("2026-01-02T00:00:00Z")
        .tell("2026-07-01T15:00:00Z", new AccountEvent.CeaseRequested("a"))
        .tell("2026-07-01T15:00:00Z", new AccountEvent.VulnerabilityReported("a"))
        .tell("2026-07-01T15:00:00Z", new AccountEvent.DisputeOpened("a"))
        .tell(
            "2026-07-01T15:00:00Z",
            new AccountEvent.BreathingSpaceStarted("a", BreathingSpace.STANDARD))
        .tell(
            "2026-07-01T15:00:00Z",
            new AccountEvent.InconvenienceStated("a", List.of(), List.of(Place.WORK)))
        .tell("2026-07-01T15:00:00Z", new AccountEvent.WorkplaceContactStated("a", false))
        .tell("2026-07-01T15:00:00Z", new Outcome.OptedOut("a", Channel.CALL))
        .tell("2026-07-01T15:00:00Z", new Outcome.ReplyReceived("a", Channel.SMS, ReplyWord.STOP))
        .tell(
            "2026-07-14T15:00:00Z",
            new Outcome.ContactAttempted(
                "a", Channel.CALL, ContactResult.WRONG_PARTY, null, null, null, null, "n-1"))
        .tell(
            "2026-07-14T15:00:00Z",
            attempt("a", Channel.CALL, ContactResult.CONVERSATION, null, null, null));
  }

  private static Histories untroubled() {
    return new Histories("a")
        .placed("2026-01-02T00:00:00Z", Debtor.CHICAGO)
        .tell("2026-01-03T00:00:00Z", new AccountEvent.ValidationSent("a"))
        .tell("2026-07-01T15:00:00Z", new AccountEvent.LanguageRecorded("a", "en"))
        .tell("2026-07-01T15:00:00Z", new AccountEvent.NumberChecked("a", Channel.CALL));
  }

  private static DebtorFacts facts(Histories history) {
    return new DebtorFacts(DebtorContext.of(history.state()), NOON, List.of());
  }

  private static ProposedContact contact(Action action, @Nullable Place place) {
    return ProposedContact.of(action, place, new NumberChecks.Choice.Unknown());
  }

  private static TreeSet<String> blocking(Histories history, ProposedContact contact) {
    DebtorFacts facts = facts(history);
    return that(limit -> StatusRules.blocks(limit, contact, facts));
  }

  private static TreeSet<String> barring(Histories history) {
    DebtorFacts facts = facts(history);
    return that(limit -> StatusRules.bars(limit, facts, NOON));
  }

  @Test
  void whatWasReportedBlocksACallAtOnceByTheseKindsAlone() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "Inconvenient",
                "RefusedChannel",
                "RevokedConsent",
                "CheckedNumber",
                "DisprovedNumber",
                "Workplace",
                "StopStatus",
                "TailoredRoute",
                "ValidationAndDispute",
                "LanguageAsked",
                "UnknownInput")),
        blocking(troubled(), contact(Action.CALL, Place.WORK)));
    assertEquals(Set.of(), blocking(untroubled(), contact(Action.CALL, Place.MOBILE)));
  }

  @Test
  void ofThirdPersonsOneKindSpeaks() {
    ProposedContact spoken =
        ProposedContact.with(
            new ThirdPerson("n-1", ContactedPerson.OTHER, ContactPurpose.DEBT), Action.CALL);
    ProposedContact asked =
        ProposedContact.with(
            new ThirdPerson("n-1", ContactedPerson.OTHER, ContactPurpose.LOCATION), Action.CALL);

    assertEquals(true, blocking(untroubled(), spoken).contains("ThirdPersons"));
    assertEquals(false, blocking(untroubled(), asked).contains("ThirdPersons"));
  }

  /// That the period for a suit is not known bars one.
  @Test
  void whatWasReportedBarsDecisionsOfPeopleByTheseKindsAlone() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "Moratorium", "StopStatus", "TailoredRoute", "TimeBarred", "ValidationAndDispute")),
        barring(troubled()));
    assertEquals(Set.of("TimeBarred"), barring(untroubled()));
  }

  @Test
  void kindsThatNameWaysOfContactConcernTheseAlone() {
    Predicate<Limit> ofAll =
        limit -> !COUNTING.contains(limit.getClass()) && !OF_REVIEWS.contains(limit.getClass());

    assertEquals(that(ofAll), that(contact(Action.CALL, Place.HOME)::isSubjectTo));
    TreeSet<String> ofMessages = that(ofAll);
    ofMessages.removeAll(
        Set.of(
            "AttemptCap",
            "ContactCap",
            "MinimumGap",
            "Cadence",
            "CheckedNumber",
            "DisprovedNumber",
            "RevokedConsent"));
    assertEquals(ofMessages, that(contact(Action.SMS, Place.MOBILE)::isSubjectTo));
  }
}
