package io.quittance.scoring.review;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.ReviewKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which cases a decision opens: one when it leaves the account to people because of what was
/// reported, and one for each thing it proposes that only a person may decide and no rule bars.
public final class Occasions {

  private static final Set<StatusKind> SPECIALIST =
      Set.of(
          StatusKind.BANKRUPTCY, StatusKind.DECEASED, StatusKind.IDENTITY_THEFT, StatusKind.MINOR);

  private Occasions() {}

  /// The cases of a decision, empty for most.
  ///
  /// @param context what the decision was made from
  public static List<NewCase> of(DecisionMade decision, DebtorContext context) {
    if (decision.basis() != Basis.ROUTED && decision.proposals().isEmpty()) {
      return List.of();
    }
    List<NewCase> cases = new ArrayList<>();
    if (decision.basis() == Basis.ROUTED) {
      route(context).ifPresent(report -> cases.add(routed(decision, report)));
    }
    Instant placed = placed(context.account());
    for (DecisionMade.Proposal proposal : decision.proposals()) {
      if (!proposal.barred()) {
        cases.add(proposed(decision, proposal, placed));
      }
    }
    return cases;
  }

  /// What was reported last of those things that send an account to people.
  private record Report(ReviewKind kind, StatusKind status, Instant at) {}

  /// The report of greatest weight: a status for specialists, then vulnerability, then hardship.
  private static Optional<Report> route(DebtorContext context) {
    return context.all().stream()
        .flatMap(state -> state.facts().stream())
        .filter(Fact.Status.class::isInstance)
        .map(Fact.Status.class::cast)
        .flatMap(status -> kind(status.kind()).stream().map(k -> report(k, status)))
        .max(
            Comparator.comparingInt((Report report) -> weight(report.kind()))
                .thenComparing(Report::at));
  }

  private static Report report(ReviewKind kind, Fact.Status status) {
    return new Report(kind, status.kind(), status.time());
  }

  private static Optional<ReviewKind> kind(StatusKind status) {
    if (SPECIALIST.contains(status)) {
      return Optional.of(ReviewKind.SPECIALIST);
    } else if (status == StatusKind.VULNERABLE) {
      return Optional.of(ReviewKind.VULNERABILITY);
    }
    return status == StatusKind.HARDSHIP ? Optional.of(ReviewKind.HARDSHIP) : Optional.empty();
  }

  private static int weight(ReviewKind kind) {
    return kind == ReviewKind.SPECIALIST ? 2 : kind == ReviewKind.VULNERABILITY ? 1 : 0;
  }

  private static NewCase routed(DecisionMade decision, Report report) {
    return new NewCase(
        decision.tenant(),
        NewCase.id(decision.tenant(), decision.decisionId(), report.kind()),
        decision.accountId(),
        decision.debtorId(),
        report.kind(),
        WireNames.of(report.status()),
        decision.decisionId(),
        null,
        decision.decidedAt(),
        report.at(),
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
        proposal.citation(),
        decision.correlationId());
  }

  /// A proposal stands for as long as the account is placed: it is not made again after its
  /// conclusion, unless the account is placed again.
  private static Instant placed(AccountState account) {
    return account.facts().stream()
        .filter(Fact.Placement.class::isInstance)
        .map(Fact::time)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
