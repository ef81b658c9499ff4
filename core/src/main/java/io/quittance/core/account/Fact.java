package io.quittance.core.account;

import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an account keeps of one statement about it ([io.quittance.core.event.AccountFact]): the
/// part that a window, a feature or a rule reads, stamped with its time and identity.
public sealed interface Fact {

  /// Returns when it happened and which event reported it.
  Stamp stamp();

  /// Returns when it happened.
  default Instant time() {
    return stamp().time();
  }

  /// A fact that carries a snapshot.
  sealed interface Described extends Fact {
    String debtorId();

    Snapshot snapshot();
  }

  /// The account was placed in collection, or placed again.
  record Placement(
      Stamp stamp,
      String debtorId,
      Snapshot snapshot,
      ActorType actorType,
      String jurisdiction,
      List<String> timeZones,
      Map<Channel, Consent> consents,
      @Nullable Instant openedAt,
      @Nullable Instant validationSentAt,
      @Nullable String debtGroup,
      @Nullable Instant smsNumberCheckedAt,
      @Nullable Instant limitationEndsAt,
      List<String> otherJurisdictions,
      @Nullable DebtKind debtKind)
      implements Described {}

  /// A new snapshot was reported.
  record Update(Stamp stamp, String debtorId, Snapshot snapshot, List<String> otherJurisdictions)
      implements Described {}

  /// A payment was received, or reversed when the amount is negative.
  record Payment(Stamp stamp, long amountMinor) implements Fact {}

  /// An attempt to reach the debtor was made, or a permit for one was used.
  ///
  /// @param result null for a used permit whose outcome has not been reported
  /// @param permitId the permit used; null when none was. Attempts with the same one are one
  ///   attempt
  /// @param place null when unknown
  /// @param numberRef null for the channel's only number or address
  record Attempt(
      Stamp stamp,
      Channel channel,
      @Nullable ContactResult result,
      @Nullable String permitId,
      @Nullable Place place,
      Recipient recipient,
      @Nullable String numberRef)
      implements Fact {

    /// Returns the attempt on a number or address.
    public Attempt on(@Nullable String ref) {
      return new Attempt(stamp, channel, result, permitId, place, recipient, ref);
    }
  }

  /// The debtor was reached in person.
  record Contact(Stamp stamp, Channel channel) implements Fact {}

  /// Somebody other than the debtor was reached.
  ///
  /// @param personRef opaque reference to the person
  record ThirdPersonContact(
      Stamp stamp, Channel channel, String personRef, ContactedPerson relation) implements Fact {}

  /// The debtor promised to pay by `dueAt`.
  record PromiseMade(Stamp stamp, String promiseId, long amountMinor, Instant dueAt)
      implements Fact {}

  /// A promise was kept or broken.
  record PromiseEnded(Stamp stamp, String promiseId, boolean kept) implements Fact {}

  /// The debtor complained.
  record Complaint(Stamp stamp) implements Fact {}

  /// The debtor stated their consent to a channel. An opt-out is a refusal.
  record ConsentStated(Stamp stamp, Channel channel, Consent consent) implements Fact {}

  /// The debtor replied with a word that revokes consent.
  ///
  /// @param numberRef null for the channel's only number or address
  record Reply(Stamp stamp, Channel channel, ReplyWord word, @Nullable String numberRef)
      implements Fact {}

  /// The debtor stated when and where contact is inconvenient.
  record Inconvenience(Stamp stamp, List<WeeklyWindow> times, List<Place> places) implements Fact {}

  /// The number or address of a channel was confirmed to be the debtor's.
  ///
  /// @param numberRef null for the channel's only one
  record NumberCheck(Stamp stamp, Channel channel, @Nullable String numberRef) implements Fact {}

  /// A person concluded a review.
  record Review(Stamp stamp, String reviewId, ReviewKind kind, ReviewVerdict verdict)
      implements Fact {}

  /// A lasting status began or ended.
  record Status(Stamp stamp, StatusKind kind) implements Fact {}

  /// The account left collection.
  record Closing(Stamp stamp, CloseReason reason) implements Fact {}
}
