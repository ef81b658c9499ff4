package io.quittance.core.contact;

import io.quittance.core.debtor.NumberChecks;
import io.quittance.core.pack.Limit;
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
      case Limit.AttemptCap l -> l.channels().contains(channel) && reaches(l.places());
      case Limit.ContactCap l -> l.channels().contains(channel) && reaches(l.places());
      case Limit.MinimumGap l -> l.channels().contains(channel);
      case Limit.DisprovedNumber l -> l.channels().contains(channel);
      case Limit.Cadence l -> l.channels().contains(channel);
      case Limit.CheckedNumber l -> l.channels().contains(channel);
      case Limit.RevokedConsent l -> l.channels().contains(channel);
      case Limit.NotCounted _, Limit.CountingScope _ -> false;
      case Limit.TimeBarred _, Limit.HumanDecision _ -> false;
      case Limit.WeeklyHours _, Limit.WaitingTime _ -> true;
      case Limit.QuietHours _, Limit.Inconvenient _, Limit.AfterConversation _ -> true;
      case Limit.RefusedChannel _, Limit.StopStatus _, Limit.Workplace _ -> true;
      case Limit.ValidationAndDispute _, Limit.Moratorium _ -> true;
      case Limit.TailoredRoute _, Limit.UnknownInput _ -> true;
      case Limit.ThirdPersons _, Limit.LanguageAsked _ -> true;
    };
  }

  private boolean reaches(Set<Place> places) {
    return place == null || places.isEmpty() || places.contains(place);
  }
}
