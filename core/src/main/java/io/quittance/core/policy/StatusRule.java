package io.quittance.core.policy;

import io.quittance.core.account.AccountView;
import io.quittance.core.account.StatusKind;
import io.quittance.core.event.Action;
import io.quittance.core.event.Consent;
import java.time.Instant;

/// Rules that no passing of time satisfies.
final class StatusRule {

  private StatusRule() {}

  /// Whether a limit blocks an action; false for the limits that only time decides.
  static boolean blocks(Limit limit, Action action, DebtorFacts facts) {
    return switch (limit) {
      case Limit.RefusedChannel _ -> consent(action, facts) == Consent.REFUSED;
      case Limit.ValidationAndDispute l -> unvalidated(l, action, facts) || disputed(l, facts);
      case Limit.StopStatus l -> l.statuses().stream().anyMatch(stop -> stopped(stop, facts));
      case Limit.UnknownInput l ->
          !facts.account().isPlaced()
              || !facts.hasZone()
              || facts.account().snapshot() == null
              || (l.consentFor().contains(action) && consent(action, facts) == Consent.UNKNOWN);
      case Limit.QuietHours _, Limit.AttemptCap _ -> false;
      case Limit.AfterConversation _, Limit.Cadence _ -> false;
    };
  }

  private static Consent consent(Action action, DebtorFacts facts) {
    return action.channel().map(facts::consent).orElse(Consent.GRANTED);
  }

  private static boolean unvalidated(
      Limit.ValidationAndDispute limit, Action action, DebtorFacts facts) {
    return facts.account().validationSentAt() == null && !limit.carries().contains(action);
  }

  private static boolean disputed(Limit.ValidationAndDispute limit, DebtorFacts facts) {
    Instant since = facts.account().disputedSince();
    Instant validated = facts.account().validationSentAt();
    return since != null
        && (limit.anyDispute()
            || validated == null
            || since.isBefore(validated.plus(limit.validationPeriod())));
  }

  private static boolean stopped(Limit.Stop stop, DebtorFacts facts) {
    AccountView account = facts.account();
    return switch (stop) {
      case CEASE -> facts.debtorHas(StatusKind.CEASE);
      case ATTORNEY -> facts.debtorHas(StatusKind.ATTORNEY);
      case BANKRUPTCY -> facts.debtorHas(StatusKind.BANKRUPTCY);
      case DECEASED -> facts.debtorHas(StatusKind.DECEASED);
      case IDENTITY_THEFT -> account.has(StatusKind.IDENTITY_THEFT);
      case CLOSED -> account.isClosed();
      case PAID -> {
        Long balance = account.balanceMinor();
        yield balance != null && balance == 0;
      }
    };
  }
}
