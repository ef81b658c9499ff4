package io.quittance.scoring.decision;

import io.quittance.core.event.DecisionMade;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.review.NewCase;
import java.util.List;

/// The outcome of a batch: what one transaction writes, and what is published after its commit.
///
/// @param writes what the transaction writes; its cases are those that the decisions may open, and
///   after the commit those that were opened
/// @param made the decisions of this batch, in batch order
/// @param publish decisions to publish, in batch order: those of this batch and those that an
///   earlier delivery may have stored without publishing
/// @param poison dead letters to publish
/// @param redelivered number of records whose fate an earlier delivery recorded
public record BatchResult(
    DecisionTransaction.Writes writes,
    List<DecisionMade> made,
    List<StoredDecision> publish,
    List<Parsed.Poison> poison,
    int redelivered) {

  BatchResult withOpened(List<NewCase> opened) {
    return new BatchResult(
        new DecisionTransaction.Writes(
            writes.accepted(),
            writes.fates(),
            writes.released(),
            writes.decisions(),
            opened,
            writes.outbox(),
            writes.setAside()),
        made,
        publish,
        poison,
        redelivered);
  }
}
