package io.quittance.scoring.decision;

import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Parsed;
import io.quittance.messaging.RefusedContent;
import io.quittance.messaging.retention.OlderThanRetentionException;
import io.quittance.scoring.ScoringWorker;
import io.quittance.scoring.account.AccountKey;
import io.quittance.scoring.account.AccountLedger;
import io.quittance.scoring.account.DebtorKey;
import io.quittance.scoring.account.SetAside;
import io.quittance.scoring.inbox.KnownEvent;
import io.quittance.scoring.inference.ScoringModel;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Processes a batch of Kafka records in one [DecisionTransaction].
@Singleton
public final class ProcessBatch {

  private final DecisionTransaction transaction;
  private final DecideTreatment decide;
  private final Clock clock;

  ProcessBatch(DecisionTransaction transaction, DecideTreatment decide, Clock clock) {
    this.transaction = transaction;
    this.decide = decide;
    this.clock = clock;
  }

  /// Completes after the commit with what is to be published: one result per transaction. Fails
  /// when the database cannot be reached: then nothing was stored, and the call can be retried. A
  /// record whose content the database refuses is separated from the others and becomes poison. An
  /// event of a month that is no longer kept becomes poison, too, unless it may forbid a contact.
  public Uni<List<BatchResult>> process(List<ParsedRecord> batch) {
    return commit(batch)
        .map(List::of)
        .onFailure(OlderThanRetentionException.class)
        .recoverWithUni(
            failure -> process(withoutOlder(batch, (OlderThanRetentionException) failure)))
        .onFailure(RefusedContent::is)
        .recoverWithUni(() -> separate(batch));
  }

  private Uni<List<BatchResult>> separate(List<ParsedRecord> batch) {
    if (batch.size() == 1) {
      ParsedRecord refused = batch.getFirst();
      Parsed.Poison poison = RefusedContent.poison(refused.record());
      List<SetAside> facts =
          refused instanceof ParsedRecord.Readable event
              ? List.of(event.setAside(poison.code(), true))
              : List.of();
      return commit(List.of(new ParsedRecord.Unreadable(poison, facts)))
          .onFailure(RefusedContent::is)
          .recoverWithUni(() -> commit(List.of(new ParsedRecord.Unreadable(poison))))
          .map(List::of);
    }
    int half = batch.size() / 2;
    return process(batch.subList(0, half))
        .flatMap(
            first ->
                process(batch.subList(half, batch.size()))
                    .map(
                        second -> {
                          List<BatchResult> all = new ArrayList<>(first);
                          all.addAll(second);
                          return all;
                        }));
  }

  private List<ParsedRecord> withoutOlder(
      List<ParsedRecord> batch, OlderThanRetentionException kept) {
    return batch.stream()
        .map(
            record ->
                record instanceof ParsedRecord.Readable event && kept.concerns(event.filedAt())
                    ? older(event)
                    : record)
        .toList();
  }

  /// An event of a month that is no longer kept could be a repeat that nothing remembers: it goes
  /// to the dead letters. One that may forbid a contact is accepted all the same, and filed under
  /// the present month: a repeat changes no state, and a refusal would permit what is forbidden.
  private ParsedRecord older(ParsedRecord.Readable event) {
    if (!event.filedAt().equals(event.envelope().time())) {
      throw new IllegalStateException(
          "the clock of this process lies in a month that is no longer kept: " + event.filedAt());
    }
    return event.mayForbid()
        ? event.filedAt(clock.instant())
        : new ParsedRecord.Unreadable(
            new Parsed.Poison(
                event.record(),
                "older-than-retention",
                "ce_time",
                "events of that month are no longer kept (quittance.retention.keep)"));
  }

  private Uni<BatchResult> commit(List<ParsedRecord> batch) {
    return transaction
        .run(new BatchWork(batch))
        .map(committed -> committed.result().withOpened(committed.opened()));
  }

  private final class BatchWork implements DecisionTransaction.Work<BatchResult> {

    private final List<ParsedRecord> batch;
    private final List<ParsedRecord.Readable> readable;

    BatchWork(List<ParsedRecord> batch) {
      this.batch = batch;
      this.readable =
          batch.stream()
              .filter(ParsedRecord.Readable.class::isInstance)
              .map(ParsedRecord.Readable.class::cast)
              .toList();
    }

    @Override
    public Map<EventIdentity, Instant> identities() {
      Map<EventIdentity, Instant> identities = new LinkedHashMap<>();
      for (ParsedRecord.Readable event : readable) {
        identities.putIfAbsent(event.identity(), event.filedAt());
      }
      return identities;
    }

    @Override
    public DecisionTransaction.Locks locks() {
      Set<AccountKey> accounts = new TreeSet<>();
      Set<DebtorKey> debtors = new TreeSet<>();
      for (ParsedRecord record : batch) {
        if (record instanceof ParsedRecord.Unreadable unreadable) {
          unreadable.facts().forEach(fact -> accounts.add(fact.account()));
        }
      }
      for (ParsedRecord.Readable event : readable) {
        accounts.add(event.account());
        DebtorKey debtor = event.debtor();
        if (debtor != null) {
          debtors.add(debtor);
        }
      }
      return new DecisionTransaction.Locks(accounts, debtors);
    }

    @Override
    public ScoringWorker.Lane lane() {
      return ScoringWorker.Lane.BATCH;
    }

    @Override
    public boolean changesAccounts() {
      return true;
    }

    @Override
    public DecisionTransaction.Decided<BatchResult> decide(
        Map<String, ScoringModel> models,
        Map<EventIdentity, KnownEvent> known,
        AccountLedger ledger) {
      BatchResult result = new FoldBatch(decide, models, known, ledger).fold(batch);
      return new DecisionTransaction.Decided<>(result.writes(), result);
    }
  }
}
