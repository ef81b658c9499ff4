package io.quittance.scoring.review;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.debtor.Instants;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.text.WireNames;
import io.quittance.core.treatment.Routing;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Determines which review cases a decision opens: one for each kind of report that routes the
/// account to people, and one for each proposal that only a person may decide on and no rule
/// prohibits.
public final class Occasions {

  private Occasions() {}

  /// Returns the cases of a decision, which most decisions do not have.
  ///
  /// @param context the account states that the decision was made on
  public static List<NewCase> of(DecisionMade decision, DebtorContext context) {
    if (decision.selection().basis() != Basis.ROUTED && decision.rules().proposals().isEmpty()) {
      return List.of();
    }
    List<NewCase> cases = new ArrayList<>();
    if (decision.selection().basis() == Basis.ROUTED) {
      Routing.reports(context, at(decision, context.account()))
          .forEach((kind, reported) -> cases.add(routed(decision, kind, reported)));
    }
    Instant placed = placed(context.account());
    for (DecisionMade.Proposal proposal : decision.rules().proposals()) {
      if (!proposal.barred()) {
        cases.add(proposed(decision, proposal, placed));
      }
    }
    return cases;
  }

  /// Returns the instant at which the rules were evaluated: no known fact is later.
  private static Instant at(DecisionMade decision, AccountState account) {
    return Instants.later(decision.decidedAt(), account.newestFact());
  }

  private static NewCase routed(DecisionMade decision, ReviewKind kind, Instant reported) {
    return new NewCase(
        decision.tenant(),
        NewCase.id(decision.tenant(), decision.decisionId(), kind),
        decision.accountId(),
        decision.debtorId(),
        kind,
        WireNames.of(kind) + "-reported",
        decision.decisionId(),
        null,
        decision.decidedAt(),
        reported,
        null,
        null,
        null,
        decision.correlationId());
  }

  private static NewCase proposed(
      DecisionMade decision, DecisionMade.Proposal proposal, Instant placed) {
    return new NewCase(
        decision.tenant(),
        NewCase.id(decision.tenant(), decision.decisionId(), proposal.kind()),
        decision.accountId(),
        decision.debtorId(),
        proposal.kind(),
        "proposed",
        decision.decisionId(),
        null,
        decision.decidedAt(),
        placed,
        proposal.ruleId(),
        proposal.pack(),
        proposal.citation(),
        decision.correlationId());
  }

  /// Returns the case of a proposal. A proposal applies to one placement of the account: it is not
  /// repeated after its conclusion unless the account is placed again.
  private static Instant placed(AccountState account) {
    return account.facts().stream()
        .filter(Fact.Placement.class::isInstance)
        .map(Fact::time)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
