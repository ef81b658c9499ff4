package io.quittance.core.contact;

import io.quittance.core.debtor.NumberChecks;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A contact to be checked against the rules.
///
/// @param place where it reaches the debtor; null when unknown, and then the rules of every place
///   apply
/// @param number number or address that it uses
/// @param other whom it reaches in the debtor's stead; null for the debtor
record ProposedContact(
    Action action,
    Channel channel,
    @Nullable Place place,
    NumberChecks.Choice number,
    @Nullable ThirdPerson other) {

  /// Returns a contact with somebody other than the debtor.
  ///
  /// @throws IllegalArgumentException for [Action#NO_CONTACT]
  static ProposedContact with(ThirdPerson other, Action action) {
    return new ProposedContact(
        action, channelOf(action), null, new NumberChecks.Choice.Unknown(), other);
  }

  /// @throws IllegalArgumentException for [Action#NO_CONTACT]
  static ProposedContact of(Action action, @Nullable Place place, NumberChecks.Choice number) {
    return new ProposedContact(action, channelOf(action), place, number, null);
  }

  private static Channel channelOf(Action action) {
    return action
        .channel()
        .orElseThrow(() -> new IllegalArgumentException(action.wireName() + " is not a contact"));
  }

  /// Returns whether a limit applies to contacts of this kind.
  boolean isSubjectTo(Limit limit) {
    return switch (limit) {
      case FrequencyLimit.AttemptCap l -> l.channels().contains(channel) && reaches(l.places());
      case FrequencyLimit.ContactCap l -> l.channels().contains(channel) && reaches(l.places());
      case FrequencyLimit.MinimumGap l -> l.channels().contains(channel);
      case ChannelLimit.DisprovedNumber l -> l.channels().contains(channel);
      case FrequencyLimit.Cadence l -> l.channels().contains(channel);
      case ChannelLimit.CheckedNumber l -> l.channels().contains(channel);
      case ChannelLimit.RevokedConsent l -> l.channels().contains(channel);
      case CountingRule.NotCounted _, CountingRule.CountingScope _ -> false;
      case ReviewLimit.TimeBarred _, ReviewLimit.HumanDecision _ -> false;
      case TimeLimit.WeeklyHours _, TimeLimit.WaitingTime _ -> true;
      case TimeLimit.QuietHours _, TimeLimit.Inconvenient _, FrequencyLimit.AfterConversation _ ->
          true;
      case ChannelLimit.RefusedChannel _, StatusLimit.StopStatus _, ChannelLimit.Workplace _ ->
          true;
      case StatusLimit.ValidationAndDispute _, TimeLimit.Moratorium _ -> true;
      case StatusLimit.TailoredRoute _, StatusLimit.UnknownInput _ -> true;
      case ChannelLimit.ThirdPersons _, StatusLimit.LanguageAsked _ -> true;
    };
  }

  private boolean reaches(Set<Place> places) {
    return place == null || places.isEmpty() || places.contains(place);
  }
}
