package io.quittance.core.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quittance.core.event.Action;
import io.quittance.core.event.Outcome.ContactResult;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;

/// What a rule demands. The kinds are code; their numbers are the pack's.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Limit.QuietHours.class, name = "quiet-hours"),
  @JsonSubTypes.Type(value = Limit.AttemptCap.class, name = "attempt-cap"),
  @JsonSubTypes.Type(value = Limit.AfterConversation.class, name = "after-conversation"),
  @JsonSubTypes.Type(value = Limit.Cadence.class, name = "cadence"),
  @JsonSubTypes.Type(value = Limit.RefusedChannel.class, name = "refused-channel"),
  @JsonSubTypes.Type(value = Limit.ValidationAndDispute.class, name = "validation-and-dispute"),
  @JsonSubTypes.Type(value = Limit.StopStatus.class, name = "stop-status"),
  @JsonSubTypes.Type(value = Limit.UnknownInput.class, name = "unknown-input")
})
public sealed interface Limit {

  /// Whose contacts count.
  enum Scope {
    @JsonProperty("account")
    ACCOUNT,
    @JsonProperty("debtor")
    DEBTOR
  }

  /// Contact only in [opens, closes) of local time, in every zone the debtor may be in.
  record QuietHours(LocalTime opens, LocalTime closes) implements Limit {
    public QuietHours {
      if (!opens.isBefore(closes)) {
        throw new IllegalArgumentException("opens must be before closes");
      }
    }
  }

  /// At most `max` calls in any `window`; attempts count, except those with a result in
  /// `uncounted`.
  record AttemptCap(int max, Duration window, Scope scope, Set<ContactResult> uncounted)
      implements Limit {
    public AttemptCap {
      positive("max", max);
      positive("window", window);
      uncounted = Set.copyOf(uncounted);
    }
  }

  /// No call within `days` days after a telephone conversation, whose local date is day 1.
  record AfterConversation(int days, Scope scope) implements Limit {
    public AfterConversation {
      positive("days", days);
    }
  }

  /// At least `minGap` between calls and at most `maxPerDay` on a local date.
  record Cadence(Duration minGap, int maxPerDay, Scope scope) implements Limit {
    public Cadence {
      positive("minGap", minGap);
      positive("maxPerDay", maxPerDay);
    }
  }

  /// Not by a way of contact that the person refused, at once from the refusal on.
  record RefusedChannel() implements Limit {}

  /// Before validation information has gone out, only an action of `carries` (which brings it); no
  /// contact while a dispute is open: any dispute, or only one opened within `validationPeriod` of
  /// the validation information.
  record ValidationAndDispute(Set<Action> carries, boolean anyDispute, Duration validationPeriod)
      implements Limit {
    public ValidationAndDispute {
      carries = Set.copyOf(carries);
      positive("validationPeriod", validationPeriod);
    }
  }

  /// No contact in one of these states.
  record StopStatus(Set<Stop> statuses) implements Limit {
    public StopStatus {
      statuses = Set.copyOf(statuses);
    }
  }

  /// States that stop contact. Cease, attorney, bankruptcy and death hold for all accounts of the
  /// debtor.
  enum Stop {
    @JsonProperty("cease")
    CEASE,
    @JsonProperty("attorney")
    ATTORNEY,
    @JsonProperty("bankruptcy")
    BANKRUPTCY,
    @JsonProperty("deceased")
    DECEASED,
    @JsonProperty("identity-theft")
    IDENTITY_THEFT,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("paid")
    PAID
  }

  /// No contact without a time zone, without the status of the debt, and by the rule's actions in
  /// `consentFor` without a known consent.
  record UnknownInput(Set<Action> consentFor) implements Limit {
    public UnknownInput {
      consentFor = Set.copyOf(consentFor);
    }
  }

  private static void positive(String field, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be positive");
    }
  }

  private static void positive(String field, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(field + " must be positive");
    }
  }
}
