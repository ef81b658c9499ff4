package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.placement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.ReservedPermit;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.StatusLimit.Stop;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.treatment.Routing;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Facts dated later than the instant asked for: what allows does not count yet, what forbids does.
class LaterFactsTest {

  private static final String LONG_AGO = "2026-07-01T17:00:00Z";
  private static final String NOON = "2026-07-15T17:00:00Z";
  private static final String LATER = "2026-07-15T17:00:01Z";

  private static final Limit UNKNOWN =
      new StatusLimit.UnknownInput(Set.of(Action.CALL, Action.SMS, Action.EMAIL, Action.LETTER));

  private static Limit stop(Stop... statuses) {
    return new StatusLimit.StopStatus(Set.of(statuses));
  }

  private static Limit dispute() {
    return new StatusLimit.ValidationAndDispute(
        Set.copyOf(Debtor.CONTACTS), true, Duration.ofDays(30));
  }

  /// Forbidden until the later fact, allowed from its instant on.
  private static void allowsFromItsTimeOn(
      Limit limit, Action action, Place place, Histories account, AccountFact later) {
    Debtor before = Debtor.under(limit, account);
    assertFalse(before.may(action, place, NOON));
    assertFalse(before.may(action, place, LATER));

    Debtor after = Debtor.under(limit, account.tell(LATER, later));

    assertFalse(after.may(action, place, NOON), "at noon");
    assertTrue(after.may(action, place, LATER), "from its time on");
  }

  private static void forbidsAtOnce(Limit limit, Action action, Place place, AccountFact later) {
    assertTrue(Debtor.under(limit, account()).may(action, place, NOON));

    assertFalse(Debtor.under(limit, account().tell(LATER, later)).may(action, place, NOON));
  }

  @Test
  void theEndOfVulnerability() {
    Limit limit = new StatusLimit.TailoredRoute();
    allowsFromItsTimeOn(
        limit,
        Action.CALL,
        Place.MOBILE,
        account().tell(LONG_AGO, new AccountEvent.VulnerabilityReported("a")),
        new AccountEvent.VulnerabilityEnded("a"));
    forbidsAtOnce(limit, Action.CALL, Place.MOBILE, new AccountEvent.VulnerabilityReported("a"));
  }

  @Test
  void theEndOfVulnerabilityOfAnotherAccount() {
    Debtor debtor =
        Debtor.under(
            new StatusLimit.TailoredRoute(),
            account().tell(LONG_AGO, new AccountEvent.VulnerabilityReported("a")),
            account("b", CHICAGO).tell(LATER, new AccountEvent.VulnerabilityEnded("b")));

    assertFalse(debtor.mayCall(NOON));
    assertEquals("[HC01]", debtor.window(Action.CALL, NOON));
    assertTrue(debtor.mayCall(LATER));
  }

  @Test
  void theEndOfADispute() {
    for (AccountEvent end :
        List.of(new AccountEvent.DisputeResolved("a"), new AccountEvent.VerificationSent("a"))) {
      allowsFromItsTimeOn(
          dispute(),
          Action.CALL,
          Place.MOBILE,
          account().tell(LONG_AGO, new AccountEvent.DisputeOpened("a")),
          end);
    }
    forbidsAtOnce(dispute(), Action.CALL, Place.MOBILE, new AccountEvent.DisputeOpened("a"));
  }

  @Test
  void validation() {
    Limit limit = new StatusLimit.ValidationAndDispute(Set.of(), true, Duration.ofDays(30));
    allowsFromItsTimeOn(
        limit,
        Action.CALL,
        Place.MOBILE,
        new Histories("a").tell(LONG_AGO, withConsent(Consent.GRANTED)),
        new AccountEvent.ValidationSent("a"));
  }

  @Test
  void aCheckOfTheNumber() {
    Limit limit = new ChannelLimit.CheckedNumber(Duration.ofDays(60), Set.of(Channel.SMS));
    allowsFromItsTimeOn(
        limit,
        Action.SMS,
        Place.MOBILE,
        account(),
        new AccountEvent.NumberChecked("a", Channel.SMS));
    allowsFromItsTimeOn(
        limit,
        Action.SMS,
        Place.MOBILE,
        account(),
        placement("a", ActorType.THIRD_PARTY, "US", Map.of(), null, LONG_AGO, null));
  }

  @Test
  void aGrantAndARefusal() {
    Limit refused = new ChannelLimit.RefusedChannel();
    Limit revoked = new ChannelLimit.RevokedConsent(Set.of(ReplyWord.STOP), Set.of(Channel.SMS));
    for (Limit limit : List.of(refused, revoked)) {
      allowsFromItsTimeOn(
          limit,
          Action.SMS,
          Place.MOBILE,
          account()
              .tell(LONG_AGO, new AccountEvent.ConsentChanged("a", Channel.SMS, Consent.REFUSED)),
          new AccountEvent.ConsentChanged("a", Channel.SMS, Consent.GRANTED));
      forbidsAtOnce(limit, Action.SMS, Place.MOBILE, new Outcome.OptedOut("a", Channel.SMS));
      forbidsAtOnce(
          limit,
          Action.SMS,
          Place.MOBILE,
          new Outcome.ReplyReceived("a", Channel.SMS, ReplyWord.STOP));
    }
  }

  @Test
  void anUnknownConsentDoesNotTakeARefusalBackButAConsent() {
    AccountFact unknown = new AccountEvent.ConsentChanged("a", Channel.SMS, Consent.UNKNOWN);
    AccountFact refused = new AccountEvent.ConsentChanged("a", Channel.SMS, Consent.REFUSED);
    allowsFromItsTimeOn(
        new ChannelLimit.RefusedChannel(),
        Action.SMS,
        Place.MOBILE,
        account().tell(LONG_AGO, refused),
        unknown);
    forbidsAtOnce(UNKNOWN, Action.SMS, Place.MOBILE, unknown);
  }

  @Test
  void aConsentThatComesWithAPlacement() {
    Histories account = new Histories("a").tell(LONG_AGO, withConsent(Consent.UNKNOWN));
    allowsFromItsTimeOn(UNKNOWN, Action.SMS, Place.MOBILE, account, withConsent(Consent.GRANTED));
    forbidsAtOnce(
        new ChannelLimit.RefusedChannel(), Action.SMS, Place.MOBILE, withConsent(Consent.REFUSED));
  }

  private static AccountEvent withConsent(Consent consent) {
    return placement("a", ActorType.THIRD_PARTY, "US", Map.of(Channel.SMS, consent));
  }

  @Test
  void theEndOfABreathingSpace() {
    Limit limit = new TimeLimit.Moratorium(60, Duration.ZERO);
    for (BreathingSpace space : BreathingSpace.values()) {
      AccountFact started = new AccountEvent.BreathingSpaceStarted("a", space);
      allowsFromItsTimeOn(
          limit,
          Action.CALL,
          Place.MOBILE,
          account().tell(LONG_AGO, started),
          new AccountEvent.BreathingSpaceEnded("a"));
      forbidsAtOnce(limit, Action.CALL, Place.MOBILE, started);
    }
  }

  @Test
  void theWorkplace() {
    Limit limit = new ChannelLimit.Workplace();
    allowsFromItsTimeOn(
        limit,
        Action.CALL,
        Place.WORK,
        account().tell(LONG_AGO, new AccountEvent.WorkplaceContactStated("a", false)),
        new AccountEvent.WorkplaceContactStated("a", true));
    Debtor told =
        Debtor.under(
            limit,
            account()
                .tell(LONG_AGO, new AccountEvent.WorkplaceContactStated("a", true))
                .tell(LATER, new AccountEvent.WorkplaceContactStated("a", false)));
    assertFalse(told.may(Action.CALL, Place.WORK, NOON));
  }

  @Test
  void aRequestForACallExemptsNoPermitBeforeIt() {
    Policy policy =
        Debtor.policy(
            Debtor.rule(
                "HC03",
                new FrequencyLimit.AttemptCap(
                    1, Duration.ofDays(7), Set.of(Channel.CALL), Set.of())),
            Debtor.rule("HC05", new CountingRule.NotCounted(Set.of(), Set.of(), 7)));
    ReservedPermit reserved =
        new ReservedPermit(
            "p", "a", Channel.CALL, Place.MOBILE, Instant.parse("2026-07-15T18:00:00Z"));
    Histories account = account().tell(LATER, new AccountEvent.CallRequested("a"));
    Debtor debtor = Debtor.under(policy, account);

    assertTrue(
        debtor.permit(Action.CALL, Place.MOBILE, NOON, reserved) instanceof PermitVerdict.Refused);
    assertTrue(
        debtor.permit(Action.CALL, Place.MOBILE, LATER, reserved) instanceof PermitVerdict.Granted);
  }

  @Test
  void aStatementOfInconvenience() {
    Limit limit = new TimeLimit.Inconvenient();
    AccountFact always =
        new AccountEvent.InconvenienceStated(
            "a",
            List.of(
                new WeeklyWindow(
                    List.of(DayOfWeek.values()), LocalTime.of(11, 0), LocalTime.of(13, 0))),
            List.of());
    AccountFact never = new AccountEvent.InconvenienceStated("a", List.of(), List.of());
    allowsFromItsTimeOn(limit, Action.CALL, Place.MOBILE, account().tell(LONG_AGO, always), never);
    forbidsAtOnce(limit, Action.CALL, Place.MOBILE, always);
    forbidsAtOnce(
        limit,
        Action.CALL,
        Place.MOBILE,
        new AccountEvent.InconvenienceStated("a", List.of(), List.of(Place.MOBILE)));
  }

  @Test
  void aPlacementOpensNoClosedAccountAndASnapshotMakesNoDebt() {
    allowsFromItsTimeOn(
        stop(Stop.CLOSED),
        Action.CALL,
        Place.MOBILE,
        account().tell(LONG_AGO, new AccountEvent.Closed("a", CloseReason.RECALLED)),
        withConsent(Consent.GRANTED));
    allowsFromItsTimeOn(
        stop(Stop.PAID),
        Action.CALL,
        Place.MOBILE,
        account().tell(LONG_AGO, new Outcome.PaymentReceived("a", "p", 100_000, "USD")),
        owes(5_000));
    forbidsAtOnce(
        stop(Stop.CLOSED),
        Action.CALL,
        Place.MOBILE,
        new AccountEvent.Closed("a", CloseReason.RECALLED));
    forbidsAtOnce(
        stop(Stop.PAID),
        Action.CALL,
        Place.MOBILE,
        new Outcome.PaymentReceived("a", "p", 100_000, "USD"));
    forbidsAtOnce(stop(Stop.PAID), Action.CALL, Place.MOBILE, owes(0));
  }

  private static AccountEvent owes(long balanceMinor) {
    return new AccountEvent.Updated(
        "a", "deb-1", new Snapshot(Instant.parse(LATER), balanceMinor, "USD", 40, null, null));
  }

  @Test
  void anAccountIsNotPlacedBeforeItsPlacement() {
    Histories account = new Histories("a").tell(LATER, withConsent(Consent.GRANTED));
    Debtor debtor = Debtor.under(UNKNOWN, account);

    assertFalse(debtor.may(Action.SMS, NOON));
    assertTrue(debtor.may(Action.SMS, LATER));
    PolicyCatalogue book = PolicyCatalogue.of(BuiltInPacks.all());
    assertTrue(book.at(DebtorContext.of(account.state()), Instant.parse(NOON)).isNone());
    assertFalse(book.at(DebtorContext.of(account.state()), Instant.parse(LATER)).isNone());
  }

  @Test
  void statesAttemptsAndConversations() {
    for (AccountFact event :
        List.of(
            new AccountEvent.CeaseRequested("a"),
            new AccountEvent.AttorneyRetained("a"),
            new AccountEvent.BankruptcyFiled("a"),
            new AccountEvent.DeceasedReported("a"),
            new AccountEvent.MinorReported("a"),
            new AccountEvent.IdentityTheftReported("a"))) {
      forbidsAtOnce(stop(Stop.values()), Action.CALL, Place.MOBILE, event);
    }
    AccountFact conversation =
        Debtor.attempt("a", Channel.CALL, ContactResult.CONVERSATION, null, Place.MOBILE, null);
    forbidsAtOnce(
        new FrequencyLimit.AttemptCap(1, Duration.ofDays(7), Set.of(Channel.CALL), Set.of()),
        Action.CALL,
        Place.MOBILE,
        conversation);
    forbidsAtOnce(new FrequencyLimit.AfterConversation(7), Action.CALL, Place.MOBILE, conversation);
  }

  @Test
  void peopleKeepAnAccountUntilTheyLetItGo() {
    Histories account =
        account()
            .tell(LONG_AGO, new AccountEvent.VulnerabilityReported("a"))
            .tell(
                LATER,
                new AccountEvent.ReviewConcluded(
                    "a", "r", ReviewKind.VULNERABILITY, ReviewVerdict.RESUME, "checked"));
    DebtorContext context = DebtorContext.of(account.state());

    assertEquals(Optional.of(ReviewKind.VULNERABILITY), Routing.of(context, Instant.parse(NOON)));
    assertEquals(Optional.empty(), Routing.of(context, Instant.parse(LATER)));
  }
}
