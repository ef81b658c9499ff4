package io.quittance.scoring.decision;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.SetAside;
import io.quittance.scoring.inbox.Fate;
import io.quittance.scoring.inbox.FateRow;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.review.NewCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Gives each record of a batch its one fate, in batch order. Changes nothing but the ledger, and
/// no content of a record makes it throw. An instance serves one batch.
public final class FoldBatch {

  private static final Logger LOG = Logger.getLogger(FoldBatch.class);
  private static final String STATE_UNREADABLE = "state-unreadable";
  private static final String IDENTITY_CONFLICT = "identity-conflict";
  private static final String PROCESSING_FAILED = "processing-failed";

  private final DecideTreatment decide;
  private final Map<String, ScoringModel> models;
  private final Map<EventIdentity, KnownEvent> known;
  private final AccountLedger ledger;
  private final Map<EventIdentity, ParsedRecord.Readable> accepted = new HashMap<>();
  private final List<InboxRow> rows = new ArrayList<>();
  private final List<FateRow> fates = new ArrayList<>();
  private final List<StoredDecision> decisions = new ArrayList<>();
  private final List<DecisionMade> made = new ArrayList<>();
  private final List<StoredDecision> publish = new ArrayList<>();
  private final List<Parsed.Poison> poison = new ArrayList<>();
  private final List<NewCase> cases = new ArrayList<>();
  private final List<SetAside> setAside = new ArrayList<>();
  private final Map<EventIdentity, Boolean> refused = new HashMap<>();
  private int redelivered;

  /// @param models the champion by tenant, the same for the whole batch
  /// @param known what the inbox says of those identities of the batch that were seen before
  /// @param ledger holds every account of the batch's new identities
  public FoldBatch(
      DecideTreatment decide,
      Map<String, ScoringModel> models,
      Map<EventIdentity, KnownEvent> known,
      AccountLedger ledger) {
    this.decide = decide;
    this.models = models;
    this.known = known;
    this.ledger = ledger;
  }

  public BatchResult fold(List<ParsedRecord> batch) {
    for (ParsedRecord record : batch) {
      switch (record) {
        case ParsedRecord.Unreadable unreadable -> {
          reject(unreadable.poison(), null);
          unreadable.facts().forEach(this::setAside);
        }
        case ParsedRecord.Readable event -> judge(event);
      }
    }
    List<EventIdentity> released =
        refused.keySet().stream().filter(identity -> !accepted.containsKey(identity)).toList();
    setAside.removeAll(ledger.accepted());
    DecisionTransaction.Writes writes =
        new DecisionTransaction.Writes(
            rows, fates, released, decisions, cases, List.of(), setAside);
    return new BatchResult(writes, made, publish, poison, redelivered);
  }

  private void judge(ParsedRecord.Readable event) {
    KnownEvent before = known.get(event.identity());
    ParsedRecord.Readable first = accepted.get(event.identity());
    if (before != null) {
      repeatOf(before, event);
    } else if (first != null) {
      repeat(Arrays.equals(first.contentSha256(), event.contentSha256()), event);
    } else if (ledger.isUnreadable(event.account())) {
      quarantine(event);
    } else {
      accept(event);
    }
  }

  /// Sets a record aside whose account cannot be read: nothing is known that it could change.
  private void quarantine(ParsedRecord.Readable event) {
    refused.put(event.identity(), true);
    poison.add(
        new Parsed.Poison(
            event.record(),
            STATE_UNREADABLE,
            "accountId",
            "the stored state of the account cannot be read by this version; send the record again"
                + " once it can"));
    fates.add(
        new FateRow(event.origin(), Fate.QUARANTINED, STATE_UNREADABLE, event.envelope().time()));
    setAside(event.setAside(STATE_UNREADABLE, true));
  }

  private void setAside(SetAside fact) {
    setAside.add(ledger.addSetAside(fact));
  }

  private void repeatOf(KnownEvent before, ParsedRecord.Readable event) {
    boolean same = before.hasContent(event.contentSha256());
    if (same && before.isAt(event.origin())) {
      redelivered++;
      byte[] bytes = before.decision();
      if (bytes != null) {
        publish.add(storedBefore(event, bytes));
      }
    } else {
      repeat(same, event);
    }
  }

  private void repeat(boolean same, ParsedRecord.Readable event) {
    if (same) {
      fates.add(new FateRow(event.origin(), Fate.DUPLICATE, "repeat", event.envelope().time()));
    } else {
      reject(
          new Parsed.Poison(
              event.record(),
              IDENTITY_CONFLICT,
              "ce_id",
              "the same source and id were seen with other content"),
          event.envelope().time());
      if (event.mayForbid()) {
        setAside(event.setAside(IDENTITY_CONFLICT, false));
      }
    }
  }

  private void accept(ParsedRecord.Readable event) {
    AccountLedger.Before before = ledger.before(event.account());
    try {
      ledger.accept(event.account(), event.identity(), event.origin());
      apply(event);
      accepted.put(event.identity(), event);
    } catch (InvalidEventException e) {
      before.restore();
      refuse(event, e.code(), e.field(), String.valueOf(e.getMessage()));
      if (event.mayForbid()) {
        setAside(event.setAside(e.code(), true));
      }
    } catch (RuntimeException e) {
      before.restore();
      LOG.errorf(e, "Record %s could not be decided", event.origin().id());
      refuse(event, PROCESSING_FAILED, "data", "the record could not be processed");
      setAside(event.setAside(PROCESSING_FAILED, true));
    }
  }

  private void refuse(ParsedRecord.Readable event, String code, String field, String message) {
    refused.put(event.identity(), true);
    reject(new Parsed.Poison(event.record(), code, field, message), event.envelope().time());
  }

  private void apply(ParsedRecord.Readable event) {
    Envelope envelope = event.envelope();
    AccountState before = ledger.state(event.account());
    AccountFact.EffectWhenClosed effect = event.fact().effectWhenClosed();
    boolean closed =
        before.closedAt(envelope.time()) != null && effect != AccountFact.EffectWhenClosed.REOPENS;
    if (closed && effect == AccountFact.EffectWhenClosed.NONE) {
      row(event, Fate.IGNORED, "account-closed", false);
      return;
    }
    AccountState.Applied applied = before.apply(envelope, event.fact());
    ledger.put(event.account(), applied.state());
    if (event.fact().triggersDecision() && !closed) {
      decide(event);
      row(event, Fate.DECIDED, applied.late() ? "late" : null, true);
    } else if (applied.late()) {
      row(event, Fate.LATE_APPLIED, null, false);
    } else {
      row(event, Fate.STATE_ONLY, closed ? "account-closed" : null, false);
    }
  }

  private void decide(ParsedRecord.Readable event) {
    DebtorContext context = ledger.context(event.account());
    DecisionMade decision =
        decide
            .decide(event.envelope(), context, models.get(event.account().tenant()))
            .atAccountVersion(ledger.version(event.account()));
    StoredDecision stored = DecideTreatment.stored(decision).filedAt(event.filedAt());
    List<NewCase> opened = decide.cases(event.envelope(), decision, context);
    made.add(decision);
    decisions.add(stored);
    publish.add(stored);
    cases.addAll(opened);
  }

  private void row(
      ParsedRecord.Readable event, Fate fate, @Nullable String reason, boolean decided) {
    rows.add(
        new InboxRow(
            event.envelope(),
            event.account().accountId(),
            event.contentSha256(),
            fate,
            reason,
            event.origin(),
            decided ? event.identity().decisionId() : null,
            event.filedAt()));
  }

  private void reject(Parsed.Poison bad, @Nullable Instant time) {
    poison.add(bad);
    fates.add(new FateRow(bad.origin(), Fate.DLQ, bad.code(), time));
  }

  private static StoredDecision storedBefore(ParsedRecord.Readable event, byte[] bytes) {
    return new StoredDecision(
        event.identity().decisionId(),
        event.account().tenant(),
        event.account().accountId(),
        event.envelope().time(),
        bytes,
        null,
        event.envelope().correlationId(),
        null,
        event.filedAt());
  }
}
