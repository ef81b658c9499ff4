package io.quittance.core.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// Demand of a rule. The kinds are code; their numbers come from the pack. Immutable.
///
/// Some limits block until a certain time, which they report; some block until a status changes;
/// some block for good. A [CountingRule] blocks nothing: it defines what the other limits of its
/// pack count.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TimeLimit.QuietHours.class, name = "quiet-hours"),
  @JsonSubTypes.Type(value = TimeLimit.Inconvenient.class, name = "inconvenient"),
  @JsonSubTypes.Type(value = FrequencyLimit.AttemptCap.class, name = "attempt-cap"),
  @JsonSubTypes.Type(value = TimeLimit.WeeklyHours.class, name = "weekly-hours"),
  @JsonSubTypes.Type(value = FrequencyLimit.ContactCap.class, name = "contact-cap"),
  @JsonSubTypes.Type(value = FrequencyLimit.MinimumGap.class, name = "minimum-gap"),
  @JsonSubTypes.Type(value = TimeLimit.WaitingTime.class, name = "waiting-time"),
  @JsonSubTypes.Type(value = ChannelLimit.DisprovedNumber.class, name = "disproved-number"),
  @JsonSubTypes.Type(value = FrequencyLimit.AfterConversation.class, name = "after-conversation"),
  @JsonSubTypes.Type(value = CountingRule.NotCounted.class, name = "not-counted"),
  @JsonSubTypes.Type(value = CountingRule.CountingScope.class, name = "counting-scope"),
  @JsonSubTypes.Type(value = FrequencyLimit.Cadence.class, name = "cadence"),
  @JsonSubTypes.Type(value = ChannelLimit.RefusedChannel.class, name = "refused-channel"),
  @JsonSubTypes.Type(value = StatusLimit.StopStatus.class, name = "stop-status"),
  @JsonSubTypes.Type(value = ChannelLimit.Workplace.class, name = "workplace"),
  @JsonSubTypes.Type(value = ChannelLimit.CheckedNumber.class, name = "checked-number"),
  @JsonSubTypes.Type(
      value = StatusLimit.ValidationAndDispute.class,
      name = "validation-and-dispute"),
  @JsonSubTypes.Type(value = ReviewLimit.TimeBarred.class, name = "time-barred"),
  @JsonSubTypes.Type(value = ChannelLimit.RevokedConsent.class, name = "revoked-consent"),
  @JsonSubTypes.Type(value = TimeLimit.Moratorium.class, name = "moratorium"),
  @JsonSubTypes.Type(value = StatusLimit.TailoredRoute.class, name = "tailored-route"),
  @JsonSubTypes.Type(value = ChannelLimit.ThirdPersons.class, name = "third-persons"),
  @JsonSubTypes.Type(value = StatusLimit.LanguageAsked.class, name = "language-asked"),
  @JsonSubTypes.Type(value = ReviewLimit.HumanDecision.class, name = "human-decision"),
  @JsonSubTypes.Type(value = StatusLimit.UnknownInput.class, name = "unknown-input")
})
public sealed interface Limit
    permits TimeLimit, FrequencyLimit, CountingRule, ChannelLimit, StatusLimit, ReviewLimit {

  /// Returns the inputs, in words, without which this limit blocks; empty when it needs none.
  default List<String> requiredInputs() {
    return List.of();
  }

  /// The longest period, in days, over which a rule may look back. Facts of attempts are kept a
  /// little longer.
  int LONGEST_DAYS = 366;

  /// The highest count of a cap. So many attempts of a kind are kept.
  int MOST_COUNTED = 1_000;

  /// The highest number of contacts with one other person. Fewer than an account keeps.
  int MOST_PERSON_CONTACTS = 100;

  /// The accounts of a debtor over which a limit counts, from narrowest to widest.
  enum Scope {
    /// The account of the decision alone.
    @JsonProperty("account")
    ACCOUNT,
    /// The accounts of one `debtGroup`. An account without a group is a debt of its own.
    @JsonProperty("debt")
    DEBT,
    /// All accounts of the debtor.
    @JsonProperty("debtor")
    DEBTOR
  }
}
