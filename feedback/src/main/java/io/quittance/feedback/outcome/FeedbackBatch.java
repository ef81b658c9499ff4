package io.quittance.feedback.outcome;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.Outcome;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed;
import io.quittance.messaging.retention.OlderThanRetentionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The fates of the records of one batch, before and after the database told what it knows. Used by
/// one batch alone.
final class FeedbackBatch {

  /// The key of a decision: its tenant and id.
  record DecisionKey(String tenant, UUID id) {}

  /// A record that the database holds.
  ///
  /// @param digest hex SHA-256 of the content stored first
  record Known(String digest, Origin origin) {
    boolean isAt(Origin other) {
      return origin.topic().equals(other.topic())
          && origin.partition() == other.partition()
          && origin.offset() == other.offset();
    }
  }

  /// An exact repeat, with its event time.
  record Repeat(Origin origin, Instant time, boolean decision) {}

  private final Map<Origin, ConsumerRecord<?, byte[]>> records = new HashMap<>();
  private final Map<DecisionKey, DecisionRow> decisions = new LinkedHashMap<>();
  private final Map<EventIdentity, OutcomeRow> outcomes = new LinkedHashMap<>();
  private final List<Repeat> repeats = new ArrayList<>();
  private final List<Parsed.Poison> poison = new ArrayList<>();

  /// Adds a record; the first of an identity in the batch wins.
  void add(ConsumerRecord<?, byte[]> record, Parsed parsed) {
    records.put(parsed.origin(), record);
    switch (parsed) {
      case Parsed.DecisionRecord decision -> addDecision(record, decision);
      case Parsed.FactRecord told -> addOutcome(outcome(told));
      case Parsed.Poison bad -> poison.add(bad);
      case Parsed.RetrainingRecord _ -> throw foreign(record.topic());
    }
  }

  private static OutcomeRow outcome(Parsed.FactRecord record) {
    return switch (record.fact()) {
      case Outcome outcome -> OutcomeRow.of(record, outcome);
      case AccountEvent _ -> throw foreign(record.origin().topic());
    };
  }

  private static IllegalStateException foreign(String topic) {
    return new IllegalStateException("feedback does not read topic " + topic);
  }

  private void addDecision(ConsumerRecord<?, byte[]> record, Parsed.DecisionRecord parsed) {
    DecisionRow row;
    try {
      row = DecisionRow.of(parsed);
    } catch (InvalidEventException e) {
      poison.add(new Parsed.Poison(record, e.code(), e.field(), String.valueOf(e.getMessage())));
      return;
    }
    DecisionRow first = decisions.putIfAbsent(key(row), row);
    if (first != null) {
      repeated(row, first.digest());
    }
  }

  private void addOutcome(OutcomeRow row) {
    OutcomeRow first = outcomes.putIfAbsent(row.identity(), row);
    if (first != null) {
      repeated(row, first.digest());
    }
  }

  /// Turns the records of months that are no longer kept into poison: nothing could tell whether
  /// they are repeats.
  void refuseOlder(OlderThanRetentionException kept) {
    decisions
        .values()
        .removeIf(
            row ->
                kept.concerns(row.decision().decidedAt())
                    && refuseOlder(row.origin(), "decidedAt"));
    outcomes
        .values()
        .removeIf(row -> kept.concerns(row.time()) && refuseOlder(row.origin(), "ce_time"));
  }

  private boolean refuseOlder(Origin origin, String field) {
    ConsumerRecord<?, byte[]> record = records.get(origin);
    if (record != null) {
      poison.add(
          new Parsed.Poison(
              record,
              "older-than-retention",
              field,
              "records of that month are no longer kept (quittance.retention.keep)"));
    }
    return true;
  }

  /// Removes what the database already holds: a redelivered record, an exact repeat, or different
  /// content under a known identity.
  void dropKnown(Map<DecisionKey, Known> knownDecisions, Map<EventIdentity, Known> knownOutcomes) {
    knownDecisions.forEach(
        (key, known) -> {
          DecisionRow row = decisions.remove(key);
          if (row != null && !known.isAt(row.origin())) {
            repeated(row, known.digest());
          }
        });
    knownOutcomes.forEach(
        (identity, known) -> {
          OutcomeRow row = outcomes.remove(identity);
          if (row != null && !known.isAt(row.origin())) {
            repeated(row, known.digest());
          }
        });
  }

  /// Returns the decisions in key order, so that two batches cannot deadlock.
  List<DecisionRow> decisions() {
    return decisions.values().stream()
        .sorted(
            Comparator.comparing((DecisionRow row) -> row.decision().tenant())
                .thenComparing(row -> row.decision().decisionId()))
        .toList();
  }

  /// Returns the outcomes in the order of their identities.
  List<OutcomeRow> outcomes() {
    return outcomes.values().stream().sorted(Comparator.comparing(OutcomeRow::identity)).toList();
  }

  List<Repeat> repeats() {
    return repeats;
  }

  List<Parsed.Poison> poison() {
    return poison;
  }

  private void repeated(DecisionRow row, String digest) {
    repeated(row.origin(), row.decision().decidedAt(), row.digest().equals(digest), true);
  }

  private void repeated(OutcomeRow row, String digest) {
    repeated(row.origin(), row.time(), row.digest().equals(digest), false);
  }

  private void repeated(Origin origin, Instant time, boolean same, boolean decision) {
    if (same) {
      repeats.add(new Repeat(origin, time, decision));
      return;
    }
    ConsumerRecord<?, byte[]> record = records.get(origin);
    if (record != null) {
      poison.add(
          new Parsed.Poison(
              record, "identity-conflict", "ce_id", "this identity was used with other content"));
    }
  }

  private static DecisionKey key(DecisionRow row) {
    return new DecisionKey(row.decision().tenant(), row.decision().decisionId());
  }
}
