package io.quittance.scoring.decision;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.inbox.FateRow;
import io.quittance.scoring.inbox.InboxRow;
import io.quittance.scoring.review.NewCase;
import java.util.List;

/// What a batch comes to: all of it is written in one transaction, then published.
///
/// @param accepted rows for the inbox, in batch order
/// @param fates of the records without an inbox row
/// @param decisions made now, in batch order
/// @param made the same decisions as values, for counting
/// @param publish decisions to publish, in batch order: those made now and those that an earlier
///   delivery may have stored without publishing
/// @param poison dead letters to publish
/// @param released identities that were claimed but not accepted
/// @param cases that the decisions may open; once stored, those that they opened
/// @param redelivered records whose fate was recorded by an earlier delivery
public record BatchResult(
    List<InboxRow> accepted,
    List<FateRow> fates,
    List<StoredDecision> decisions,
    List<DecisionMade> made,
    List<StoredDecision> publish,
    List<Parsed.Poison> poison,
    List<EventIdentity> released,
    List<NewCase> cases,
    int redelivered) {

  BatchResult withCases(List<NewCase> opened) {
    return new BatchResult(
        accepted, fates, decisions, made, publish, poison, released, opened, redelivered);
  }
}
