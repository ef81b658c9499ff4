package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.Outcome;
import io.quittance.core.explain.ReasonTexts;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.text.Sha256;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.Events;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.scoring.account.SetAside;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.FateRow;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class FoldBatchTest {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final AccountKey KEY = new AccountKey("default", "a-1");

  private final DecideTreatment decide =
      new DecideTreatment(
          PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
          ReasonTexts.of(Locale.ENGLISH));
  private final List<ParsedRecord> batch = new ArrayList<>();

  private static AccountLedger ledger(AccountKey... keys) {
    AccountLedger ledger = new AccountLedger();
    for (AccountKey key : keys) {
      ledger.add(
          new AccountLedger.Stored(key, AccountState.empty(key.tenant(), key.accountId()), 0));
    }
    return ledger;
  }

  private ParsedRecord.Readable add(String id, Instant time, AccountFact fact) {
    Envelope envelope = Events.envelope("default", id, time, fact);
    byte[] data = EventCodec.write(fact);
    ConsumerRecord<byte[], byte[]> record =
        Events.record(Events.topic(fact), 0, batch.size(), envelope, fact.accountId(), data);
    ParsedRecord parsed =
        ParsedRecord.of(record, new Parsed.FactRecord(Origin.of(record), envelope, fact, data));
    batch.add(parsed);
    return (ParsedRecord.Readable) parsed;
  }

  private BatchResult fold(AccountLedger ledger, Map<EventIdentity, KnownEvent> known) {
    return new FoldBatch(decide, Map.of(), known, ledger).fold(batch);
  }

  private static List<String> fates(BatchResult result) {
    return result.writes().accepted().stream().map(InboxRow::fate).map(Fate::name).toList();
  }

  @Test
  void eachRecordOfABatchHasOneFate() {
    add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("2", TIME.plusSeconds(1), new Outcome.PaymentReceived("a-1", "pay", 100, "USD"));
    add("3", TIME.minusSeconds(9), new AccountEvent.DisputeResolved("a-1"));
    add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("1", TIME, Events.placed("a-1", "p-1", TIME, 5, "USD"));
    add("4", TIME.plusSeconds(2), new Outcome.PaymentReceived("a-1", "pay-2", 100, "EUR"));
    add("5", TIME.minusSeconds(5), new AccountEvent.VerificationSent("a-1"));

    BatchResult result = fold(ledger(KEY), Map.of());

    assertEquals(List.of("DECIDED", "STATE_ONLY", "DECIDED", "LATE_APPLIED"), fates(result));
    assertEquals(
        List.of("repeat", "identity-conflict", "currency-mismatch"),
        result.writes().fates().stream().map(FateRow::reason).toList());
    assertEquals(2, result.writes().decisions().size());
    assertEquals(2, result.poison().size());
    assertEquals(List.of("4"), result.writes().released().stream().map(EventIdentity::id).toList());
    assertEquals(
        batch.size(),
        result.writes().accepted().size() + result.writes().fates().size() + result.redelivered());
  }

  @Test
  void whatWasDecidedIsPublishedAgainWhenTheSameOffsetComesAgain() {
    ParsedRecord.Readable placed = add("1", TIME, Events.placed("a-1", "p-1", TIME));
    byte[] stored = {1, 2, 3};
    KnownEvent known =
        new KnownEvent(
            placed.identity(), "a-1", placed.contentSha256(), "account-events", 0, 0, stored);

    BatchResult result = fold(ledger(), Map.of(placed.identity(), known));

    assertEquals(1, result.redelivered());
    assertArrayEquals(stored, result.publish().getFirst().bytes());
    assertTrue(result.writes().accepted().isEmpty() && result.writes().fates().isEmpty());
  }

  @Test
  void aRepeatAtAnotherOffsetIsNotPublishedAgain() {
    ParsedRecord.Readable placed = add("1", TIME, Events.placed("a-1", "p-1", TIME));
    KnownEvent known =
        new KnownEvent(
            placed.identity(), "a-1", placed.contentSha256(), "account-events", 0, 77, new byte[1]);

    BatchResult result = fold(ledger(), Map.of(placed.identity(), known));

    assertTrue(result.publish().isEmpty());
    assertEquals(Fate.DUPLICATE, result.writes().fates().getFirst().fate());
  }

  @Test
  void aFactOfOneAccountOfThePersonIsSeenByTheNextRecordOfTheOther() {
    AccountKey other = new AccountKey("default", "a-2");
    add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("2", TIME, Events.placed("a-2", "p-1", TIME));
    add("3", TIME.plusSeconds(1), new AccountEvent.AttorneyRetained("a-1"));
    add("4", TIME.plusSeconds(2), new AccountEvent.ReviewDue("a-2"));

    BatchResult result = fold(ledger(KEY, other), Map.of());

    DecisionMade last = result.made().getLast();
    assertEquals("a-2", last.accountId());
    assertEquals(Action.NO_CONTACT, last.recommended().action());
  }

  @Test
  void whatIsSaidOfAClosedAccountHoldsForThePersonAndWhenItOpensAgain() {
    AccountKey other = new AccountKey("default", "a-2");
    add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("2", TIME, Events.placed("a-2", "p-1", TIME));
    add("3", TIME.plusSeconds(1), new AccountEvent.Closed("a-1", CloseReason.RECALLED));
    add("4", TIME.plusSeconds(2), new AccountEvent.ReviewDue("a-1"));
    add("5", TIME.plusSeconds(3), new AccountEvent.DisputeOpened("a-1"));
    add(
        "6",
        TIME.plusSeconds(4),
        new AccountEvent.ReviewConcluded(
            "a-1", "r-1", ReviewKind.OVERRIDE, ReviewVerdict.HOLD, "asked"));
    add("7", TIME.plusSeconds(5), new Outcome.RightPartyContact("a-1", Channel.CALL, null));
    add("8", TIME.plusSeconds(6), new AccountEvent.HardshipReported("a-1"));
    add("9", TIME.plusSeconds(7), new AccountEvent.ReviewDue("a-2"));

    AccountLedger ledger = ledger(KEY, other);
    BatchResult result = fold(ledger, Map.of());

    assertEquals(
        List.of(
            "DECIDED",
            "DECIDED",
            "DECIDED",
            "IGNORED",
            "STATE_ONLY",
            "STATE_ONLY",
            "STATE_ONLY",
            "STATE_ONLY",
            "DECIDED"),
        fates(result));
    DecisionMade sibling = result.made().getLast();
    assertEquals(DecisionMade.Basis.ROUTED, sibling.selection().basis());
    assertTrue(
        sibling.rules().blocked().stream().anyMatch(blocked -> blocked.ruleId().equals("HC04")));
    assertEquals(TIME.plusSeconds(3), ledger.state(KEY).view(TIME.plusSeconds(9)).disputedSince());
  }

  @Test
  void aLateDecisionAsksForNothingThatIsAlreadyPaid() {
    byte[] zip = Bundles.forest(7, 30, 4);
    ScoringModel model =
        new ModelLoader(OnnxRuntimeMode.REQUIRED).load(zip, "payment-30d", 4, Sha256.hex(zip));
    add("1", TIME, Events.placed("a-1", "p-1", TIME, 100_000, "USD"));
    add("2", TIME.plusSeconds(2), new Outcome.PaymentReceived("a-1", "pay", 60_000, "USD"));
    add("3", TIME.plusSeconds(1), new AccountEvent.ReviewDue("a-1"));

    DecisionMade late =
        new FoldBatch(decide, Map.of("default", model), Map.of(), ledger(KEY))
            .fold(batch)
            .made()
            .getLast();

    DecisionMade.ActionValue nothing = late.actions().getFirst();
    double share =
        Objects.requireNonNull(PolicyPack.builtIn("us-reg-f").economics()).valuation().valueShare();
    assertEquals(Action.NO_CONTACT, nothing.action());
    assertEquals(100_000, late.debt().balanceMinor());
    assertEquals(
        Objects.requireNonNull(nothing.probability()) * 40_000 * share,
        Objects.requireNonNull(nothing.expectedNetValueMinor()),
        1e-6);
  }

  @Test
  void aModelServesItsTenantAloneAndTheSameInputsGiveTheSameBytes() {
    byte[] zip = Bundles.forest(7, 30, 4);
    ScoringModel model =
        new ModelLoader(OnnxRuntimeMode.REQUIRED).load(zip, "payment-30d", 4, Sha256.hex(zip));
    add("1", TIME, Events.placed("a-1", "p-1", TIME));

    BatchResult first =
        new FoldBatch(decide, Map.of("default", model), Map.of(), ledger(KEY)).fold(batch);
    BatchResult second =
        new FoldBatch(decide, Map.of("default", model), Map.of(), ledger(KEY)).fold(batch);
    BatchResult foreign =
        new FoldBatch(decide, Map.of("acme", model), Map.of(), ledger(KEY)).fold(batch);

    assertFalse(first.made().getFirst().degraded());
    assertEquals(4, first.writes().decisions().getFirst().modelVersion());
    assertArrayEquals(
        first.writes().decisions().getFirst().bytes(),
        second.writes().decisions().getFirst().bytes());
    assertTrue(foreign.made().getFirst().degraded());
  }

  @Test
  void anEventWhoseDecisionFailsIsKeptAndDecidedByRules() {
    List<DecideTreatment.FailedStage> failed = new ArrayList<>();
    DecideTreatment failing =
        new DecideTreatment(
            PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
            ReasonTexts.of(Locale.ENGLISH),
            _ -> {
              throw new IllegalStateException("the model fails");
            },
            failed::add);
    byte[] zip = Bundles.forest(7, 30, 4);
    ScoringModel model =
        new ModelLoader(OnnxRuntimeMode.REQUIRED).load(zip, "payment-30d", 4, Sha256.hex(zip));
    AccountLedger ledger = ledger(KEY);
    add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("2", TIME.plusSeconds(1), new AccountEvent.CeaseRequested("a-1"));

    BatchResult result =
        new FoldBatch(failing, Map.of("default", model), Map.of(), ledger).fold(batch);

    assertEquals(List.of("DECIDED", "DECIDED"), fates(result));
    assertTrue(result.poison().isEmpty());
    assertTrue(result.made().stream().allMatch(DecisionMade::degraded));
    assertEquals(2, ledger.state(KEY).facts().size());
    assertEquals(
        List.of(DecideTreatment.FailedStage.MODEL, DecideTreatment.FailedStage.MODEL), failed);
  }

  /// Nothing in a decision may throw; if something does, the record is refused as a whole.
  @Test
  void aRecordThatIsRefusedLeavesNothingBehindButThatItIsSetAside() {
    DecideTreatment failing =
        new DecideTreatment(
            PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
            ReasonTexts.of(Locale.ENGLISH),
            _ -> {
              throw new IllegalStateException("the model fails");
            },
            _ -> {
              throw new IllegalStateException("and so does counting it");
            });
    byte[] zip = Bundles.forest(7, 30, 4);
    ScoringModel model =
        new ModelLoader(OnnxRuntimeMode.REQUIRED).load(zip, "payment-30d", 4, Sha256.hex(zip));
    AccountLedger ledger = ledger(KEY);
    ParsedRecord.Readable placed = add("1", TIME, Events.placed("a-1", "p-1", TIME));

    BatchResult result =
        new FoldBatch(failing, Map.of("default", model), Map.of(), ledger).fold(batch);

    assertEquals(
        List.of("processing-failed"), result.poison().stream().map(Parsed.Poison::code).toList());
    assertEquals(AccountState.empty("default", "a-1"), ledger.state(KEY));
    assertTrue(ledger.changed().isEmpty());
    assertTrue(result.writes().decisions().isEmpty());
    assertEquals(
        List.of(placed.identity().decisionId()),
        result.writes().setAside().stream().map(SetAside::identity).toList());
    assertFalse(ledger.context(KEY).isWhollyKnown());
  }

  @Test
  void aFactThatIsSetAsideHoldsForTheDebtorUntilItIsAccepted() {
    AccountKey other = new AccountKey("default", "a-2");
    AccountLedger ledger = ledger(KEY, other);
    add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("2", TIME, Events.placed("a-2", "p-1", TIME));
    fold(ledger, Map.of());
    batch.clear();
    AccountEvent fact = new AccountEvent.CeaseRequested("a-1");
    Envelope envelope = Events.envelope("default", "3", TIME.plusSeconds(1), fact);
    ConsumerRecord<byte[], byte[]> broken =
        Events.record("account-events", 0, 7, envelope, "a-1", new byte[] {'{'});
    batch.add(
        ParsedRecord.of(broken, new Parsed.Poison(broken, "malformed-json", "data", "no JSON")));
    add("4", TIME.plusSeconds(2), new AccountEvent.ReviewDue("a-2"));

    BatchResult first = fold(ledger, Map.of());

    assertEquals("none", first.made().getLast().rules().policy().id());
    SetAside aside = first.writes().setAside().getFirst();
    assertEquals(KEY, aside.account());
    assertEquals(new DebtorKey("default", "p-1"), aside.debtor());
    batch.clear();
    add("3", TIME.plusSeconds(1), fact);
    add("5", TIME.plusSeconds(3), new AccountEvent.ReviewDue("a-2"));

    BatchResult second = fold(ledger, Map.of());

    assertEquals(List.of(aside), ledger.accepted());
    assertTrue(second.writes().setAside().isEmpty());
    assertTrue(second.made().getLast().rules().policy().id().startsWith("us-"));
    assertEquals(Action.NO_CONTACT, second.made().getLast().recommended().action());
  }

  /// A version that understands the record reads it at the same place, whatever its headers told
  /// this one.
  @Test
  void aFactWithoutAnIdentityIsAcceptedAtItsPlace() {
    AccountEvent fact = new AccountEvent.CeaseRequested("a-1");
    Envelope envelope = Events.envelope("default", "1", TIME, fact);
    ConsumerRecord<byte[], byte[]> broken =
        Events.record("account-events", 0, 0, envelope, "a-1", EventCodec.write(fact));
    broken.headers().remove("ce_id").remove("ce_type");
    batch.add(ParsedRecord.of(broken, new Parsed.Poison(broken, "missing-header", "ce_id", "no")));
    AccountLedger ledger = ledger(KEY);
    BatchResult first = fold(ledger, Map.of());
    assertFalse(ledger.context(KEY).isWhollyKnown());
    batch.clear();
    add("1", TIME, fact);

    fold(ledger, Map.of());

    assertEquals(first.writes().setAside(), ledger.accepted());
    assertTrue(ledger.context(KEY).isWhollyKnown());
  }

  @Test
  void aFailureToTellTheCasesOfADecisionOpensNone() {
    List<DecideTreatment.FailedStage> failed = new ArrayList<>();
    DecideTreatment counting =
        new DecideTreatment(
            PolicyCatalogue.of(List.of(PolicyPack.builtIn("us-reg-f"))),
            ReasonTexts.of(Locale.ENGLISH),
            _ -> {},
            failed::add);
    ParsedRecord.Readable placed = add("1", TIME, Events.placed("a-1", "p-1", TIME));
    add("2", TIME.plusSeconds(1), new AccountEvent.HardshipReported("a-1"));
    DecisionMade routed = fold(ledger(KEY), Map.of()).made().getLast();

    assertEquals(List.of(), counting.cases(placed.envelope(), routed, broken()));

    assertEquals(List.of(DecideTreatment.FailedStage.CASES), failed);
  }

  @SuppressWarnings("NullAway") // stands for any fault
  private static DebtorContext broken() {
    return null;
  }

  @Test
  void aBrokenRecordThatForbidsNothingOrNamesNoAccountSetsNothingAside() {
    Outcome payment = new Outcome.PaymentReceived("a-1", "pay", 100, "USD");
    Envelope harmless = Events.envelope("default", "1", TIME, payment);
    Envelope cease = Events.envelope("default", "2", TIME, new AccountEvent.CeaseRequested("a-1"));
    for (var record :
        List.of(
            Events.record("outcomes", 0, 1, harmless, "a-1", new byte[] {'{'}),
            Events.record("account-events", 0, 2, cease, "no account", new byte[] {'{'}))) {
      batch.add(
          ParsedRecord.of(record, new Parsed.Poison(record, "malformed-json", "data", "no JSON")));
    }

    BatchResult result = fold(ledger(KEY), Map.of());

    assertEquals(2, result.poison().size());
    assertTrue(result.writes().setAside().isEmpty());
  }

  /// The key and the data name different accounts: the fact may be about either.
  @Test
  void aForbiddingFactUnderAForeignKeyIsSetAsideForBothAccounts() {
    AccountEvent cease = new AccountEvent.CeaseRequested("a-1");
    Envelope envelope = Events.envelope("default", "1", TIME, cease);
    var record = Events.record("account-events", 0, 1, envelope, "a-2", EventCodec.write(cease));
    batch.add(ParsedRecord.of(record, new Parsed.Poison(record, "key-mismatch", "key", "another")));

    BatchResult result = fold(ledger(KEY, new AccountKey("default", "a-2")), Map.of());

    assertEquals(
        List.of("a-2", "a-1"),
        result.writes().setAside().stream().map(fact -> fact.account().accountId()).toList());
  }

  @Test
  void whereTheRulesFailTooTheDecisionIsNoContactAndCanBePublished() {
    ParsedRecord.Readable placed = add("1", TIME, Events.placed("a-1", "p-1", TIME));
    AccountLedger ledger = ledger(KEY);
    fold(ledger, Map.of());

    DecisionMade decision = LastResort.decide(placed.envelope(), ledger.context(KEY), "2026a");

    DecisionMade read =
        EventCodec.read(DecideTreatment.stored(decision).bytes(), DecisionMade.class);
    assertEquals(decision, read);
    assertEquals(Action.NO_CONTACT, read.recommended().action());
    assertTrue(read.degraded());
    assertEquals(4, read.rules().blocked().size());
  }

  @Test
  void anUnreadableAccountSetsItsRecordsAsideAndHoldsUpNothingElse() {
    AccountKey other = new AccountKey("default", "a-2");
    AccountLedger ledger = ledger(other);
    ledger.addUnreadable(KEY, "p-1");
    add("1", TIME, new AccountEvent.CeaseRequested("a-1"));
    add("2", TIME, Events.placed("a-2", "p-1", TIME));

    BatchResult result = fold(ledger, Map.of());

    assertEquals(List.of("DECIDED"), fates(result));
    assertEquals(
        List.of(Fate.QUARANTINED), result.writes().fates().stream().map(FateRow::fate).toList());
    assertEquals(
        List.of("state-unreadable"), result.poison().stream().map(Parsed.Poison::code).toList());
    assertEquals(List.of("1"), result.writes().released().stream().map(EventIdentity::id).toList());
    DecisionMade sibling = result.made().getFirst();
    assertEquals("none", sibling.rules().policy().id());
    assertEquals(Action.NO_CONTACT, sibling.recommended().action());
  }
}
