package io.quittance.core.contact;

import static io.quittance.core.contact.Debtor.CHICAGO;
import static io.quittance.core.contact.Debtor.account;
import static io.quittance.core.contact.Debtor.placement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.Histories;
import io.quittance.core.event.AccountEvent.ConsentChanged;
import io.quittance.core.event.Outcome.OptedOut;
import io.quittance.core.event.Outcome.ReplyReceived;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ReplyWord;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// HC08, HC09 (refused ways) and HC17 (consent taken back).
class ChannelChoiceTest {

  private static final Limit REFUSED = new ChannelLimit.RefusedChannel();
  private static final Limit REVOKED =
      new ChannelLimit.RevokedConsent(
          EnumSet.allOf(ReplyWord.class), Set.of(Channel.SMS, Channel.CALL));
  private static final String BEFORE = "2026-07-15T16:59:59Z";
  private static final String NOON = "2026-07-15T17:00:00Z";
  private static final String AFTER = "2026-07-15T17:00:01Z";

  private static ConsentChanged said(Channel channel, Consent consent) {
    return new ConsentChanged("a", channel, consent);
  }

  @Test
  void aRefusedWayIsForbiddenAtOnceAndNoOther() {
    Debtor debtor = Debtor.under(REFUSED, account().tell(NOON, new OptedOut("a", Channel.SMS)));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.SMS, NOON));
    assertTrue(debtor.mayCall(NOON));
    assertTrue(debtor.may(Action.EMAIL, NOON));
    assertTrue(debtor.may(Action.LETTER, NOON));
  }

  @Test
  void aRefusalOnOneAccountHoldsForAll() {
    Histories other = account("b", CHICAGO).tell(NOON, new OptedOut("b", Channel.LETTER));

    assertFalse(Debtor.under(REFUSED, account(), other).may(Action.LETTER, AFTER));
  }

  @Test
  void aLaterGrantLiftsARefusalAndAnEarlierOneDoesNot() {
    Histories granted =
        account()
            .tell(BEFORE, new OptedOut("a", Channel.SMS))
            .tell(NOON, said(Channel.SMS, Consent.GRANTED));
    Histories refused =
        account()
            .tell(NOON, new OptedOut("a", Channel.SMS))
            .tell(BEFORE, said(Channel.SMS, Consent.GRANTED));

    assertTrue(Debtor.under(REFUSED, granted).may(Action.SMS, NOON));
    assertFalse(Debtor.under(REFUSED, refused).may(Action.SMS, NOON));
  }

  @Test
  void ofStatementsAtOneInstantTheMostRestrictiveHolds() {
    Histories account =
        account()
            .tell(NOON, said(Channel.SMS, Consent.REFUSED))
            .tell(NOON, said(Channel.SMS, Consent.UNKNOWN))
            .tell(NOON, said(Channel.SMS, Consent.GRANTED));
    Histories unsure =
        account()
            .tell(NOON, said(Channel.SMS, Consent.UNKNOWN))
            .tell(NOON, said(Channel.SMS, Consent.GRANTED));
    Limit known = new StatusLimit.UnknownInput(Set.of(Action.SMS));

    assertFalse(Debtor.under(REFUSED, account).may(Action.SMS, AFTER));
    assertTrue(Debtor.under(REFUSED, unsure).may(Action.SMS, AFTER));
    assertFalse(Debtor.under(known, unsure).may(Action.SMS, AFTER));
  }

  @Test
  void theConsentOfAPlacementRefusesButLiftsNoRefusal() {
    Histories refusing =
        new Histories("a")
            .tell(
                BEFORE,
                placement("a", ActorType.CREDITOR, "US", Map.of(Channel.SMS, Consent.REFUSED)));
    Histories again = account().tell(BEFORE, new OptedOut("a", Channel.SMS)).placed(NOON, CHICAGO);
    Histories unknown =
        account().tell(BEFORE, said(Channel.SMS, Consent.UNKNOWN)).placed(NOON, CHICAGO);
    Limit known = new StatusLimit.UnknownInput(Set.of(Action.SMS));

    assertFalse(Debtor.under(REFUSED, refusing).may(Action.SMS, NOON));
    assertFalse(Debtor.under(REFUSED, again).may(Action.SMS, NOON));
    assertTrue(Debtor.under(known, unknown).may(Action.SMS, NOON));
  }

  @Test
  void anUnknownConsentOfAPlacementChangesNothing() {
    Histories account =
        account()
            .tell(
                NOON,
                placement("a", ActorType.CREDITOR, "US", Map.of(Channel.SMS, Consent.UNKNOWN)));

    assertTrue(
        Debtor.under(new StatusLimit.UnknownInput(Set.of(Action.SMS)), account)
            .may(Action.SMS, NOON));
  }

  @Test
  void aWordOfRevocationRefusesTheWayItCameOn() {
    Debtor debtor =
        Debtor.under(
            REFUSED, account().tell(NOON, new ReplyReceived("a", Channel.SMS, ReplyWord.STOP)));

    assertFalse(debtor.may(Action.SMS, NOON));
    assertTrue(debtor.mayCall(NOON));
  }

  @ParameterizedTest
  @EnumSource(ReplyWord.class)
  void everyWordOnAnyWayTakesBackConsentToAllWaysOfTheRule(ReplyWord word) {
    Debtor debtor =
        Debtor.under(REVOKED, account().tell(NOON, new ReplyReceived("a", Channel.EMAIL, word)));

    assertEquals(Set.of("HC01"), debtor.forbids(Action.SMS, NOON));
    assertEquals(Set.of("HC01"), debtor.forbids(Action.CALL, NOON));
    assertTrue(debtor.may(Action.EMAIL, NOON));
    assertTrue(debtor.may(Action.LETTER, NOON));
  }

  @Test
  void aWordThatTheRuleDoesNotNameTakesNothingBack() {
    Limit stop = new ChannelLimit.RevokedConsent(Set.of(ReplyWord.STOP), Set.of(Channel.SMS));
    Histories quit = account().tell(NOON, new ReplyReceived("a", Channel.SMS, ReplyWord.QUIT));

    assertTrue(Debtor.under(stop, quit).may(Action.SMS, NOON));
  }

  @Test
  void aRefusalOfOneWayTakesBackConsentToAllOfThem() {
    Debtor optedOut = Debtor.under(REVOKED, account().tell(NOON, new OptedOut("a", Channel.SMS)));
    Debtor changed =
        Debtor.under(REVOKED, account().tell(NOON, said(Channel.CALL, Consent.REFUSED)));
    Debtor unsure =
        Debtor.under(REVOKED, account().tell(NOON, said(Channel.CALL, Consent.UNKNOWN)));

    assertFalse(optedOut.may(Action.SMS, NOON));
    assertFalse(optedOut.mayCall(NOON));
    assertFalse(changed.mayCall(NOON));
    assertFalse(changed.may(Action.SMS, NOON));
    assertTrue(unsure.mayCall(NOON));
  }

  @Test
  void onlyALaterGrantOfTheWayLiftsARevocation() {
    ReplyReceived stop = new ReplyReceived("a", Channel.SMS, ReplyWord.STOP);
    Histories later = account().tell(BEFORE, stop).tell(NOON, said(Channel.SMS, Consent.GRANTED));
    Histories same = account().tell(NOON, stop).tell(NOON, said(Channel.SMS, Consent.GRANTED));
    Histories earlier = account().tell(NOON, stop).tell(BEFORE, said(Channel.SMS, Consent.GRANTED));

    assertTrue(Debtor.under(REVOKED, later).may(Action.SMS, AFTER));
    assertFalse(Debtor.under(REVOKED, later).mayCall(AFTER));
    assertFalse(Debtor.under(REVOKED, same).may(Action.SMS, AFTER));
    assertFalse(Debtor.under(REVOKED, earlier).may(Action.SMS, AFTER));
    assertFalse(
        Debtor.under(REVOKED, account().tell(BEFORE, stop).placed(NOON, CHICAGO))
            .may(Action.SMS, AFTER));
  }

  @Test
  void ofSeveralWordsOrGrantsTheLastCounts() {
    ReplyReceived stop = new ReplyReceived("a", Channel.SMS, ReplyWord.STOP);
    Histories again =
        account()
            .tell(BEFORE, stop)
            .tell(NOON, said(Channel.SMS, Consent.GRANTED))
            .tell(AFTER, stop);

    assertFalse(Debtor.under(REVOKED, again).may(Action.SMS, AFTER));
  }

  @Test
  void aRevocationOnOneAccountHoldsForAll() {
    Histories other =
        account("b", CHICAGO).tell(NOON, new ReplyReceived("b", Channel.SMS, ReplyWord.END));

    assertFalse(Debtor.under(REVOKED, account(), other).mayCall(NOON));
  }

  @Test
  void wordsAndChannelsMustBeNamed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChannelLimit.RevokedConsent(Set.of(), Set.of(Channel.SMS)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChannelLimit.RevokedConsent(Set.of(ReplyWord.STOP), Set.of()));
  }
}
