package io.quittance.core.event;

import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Check;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fact about an account told by a system of record. Amounts are minor units of the account's
/// currency. No event carries a name, an address, a number or free text: ids are opaque.
public sealed interface AccountEvent extends AccountFact {

  /// An event that carries a snapshot of the account and names its debtor.
  sealed interface Snapshotted extends AccountEvent permits Placed, Updated {

    /// Returns the person who owes; several accounts may share one.
    String debtorId();

    /// Returns the balance and lateness reported.
    Snapshot snapshot();
  }

  /// The account is given to collection. The first event of an account; a later one re-opens it.
  ///
  /// @param debtorId the person; several accounts may share one
  /// @param snapshot the balance and lateness at placement
  /// @param actorType who collects
  /// @param jurisdiction ISO 3166-1 or 3166-2 code of the debtor's residence
  /// @param timeZones every zone the debtor may be in; empty when unknown, and then nothing is
  ///   permitted
  /// @param consents what is known per channel; an absent channel is unknown
  /// @param openedAt when the obligation began, if known
  /// @param validationSentAt when validation information went out, null if it has not
  /// @param debtGroup accounts of the debtor with the same group are one debt, such as student
  ///   loans under one account number at acquisition; null for a debt of its own
  /// @param smsNumberCheckedAt when it was last made sure that the number for text messages is the
  ///   debtor's; null when never
  /// @param limitationEndsAt when a suit becomes time-barred; null when unknown
  /// @param otherJurisdictions other places where the debtor may live, such as the state of an area
  ///   code: the rules of all of them apply; null when none is known
  /// @param debtKind null when unknown: then the rules for every kind apply
  record Placed(
      String accountId,
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
      @Nullable List<String> otherJurisdictions,
      @Nullable DebtKind debtKind)
      implements Snapshotted {
    public Placed {
      Check.id("accountId", accountId);
      Check.id("debtorId", debtorId);
      Check.required("snapshot", snapshot);
      Check.required("actorType", actorType);
      Check.jurisdiction("jurisdiction", jurisdiction);
      timeZones = Check.zones("timeZones", timeZones);
      consents = Check.withoutNullValues("consents", consents);
      Check.optionalId("debtGroup", debtGroup);
      otherJurisdictions = Check.optionalJurisdictions("otherJurisdictions", otherJurisdictions);
    }

    /// Creates the placement of a debt of unknown kind and a debtor with one known residence.
    public Placed(
        String accountId,
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
        @Nullable Instant limitationEndsAt) {
      this(
          accountId,
          debtorId,
          snapshot,
          actorType,
          jurisdiction,
          timeZones,
          consents,
          openedAt,
          validationSentAt,
          debtGroup,
          smsNumberCheckedAt,
          limitationEndsAt,
          null,
          null);
    }
  }

  /// A later snapshot of the account.
  ///
  /// @param otherJurisdictions places where the debtor may live in addition to those told before;
  ///   null when there are none
  record Updated(
      String accountId,
      String debtorId,
      Snapshot snapshot,
      @Nullable List<String> otherJurisdictions)
      implements Snapshotted {
    public Updated {
      Check.id("accountId", accountId);
      Check.id("debtorId", debtorId);
      Check.required("snapshot", snapshot);
      otherJurisdictions = Check.optionalJurisdictions("otherJurisdictions", otherJurisdictions);
    }

    /// Creates an update that names no further jurisdictions.
    public Updated(String accountId, String debtorId, Snapshot snapshot) {
      this(accountId, debtorId, snapshot, null);
    }
  }

  /// Balance and lateness at an instant.
  ///
  /// @param asOf the instant it describes; the latest wins, payments after it adjust the balance
  /// @param balanceMinor what is owed, minor units, 0 or more
  /// @param currency ISO 4217
  /// @param daysPastDue 0 when current, at most 10,000
  /// @param instalmentMinor what is due this period, if the contract has instalments
  /// @param creditLimitMinor the limit of a revolving account
  record Snapshot(
      Instant asOf,
      long balanceMinor,
      String currency,
      int daysPastDue,
      @Nullable Long instalmentMinor,
      @Nullable Long creditLimitMinor) {
    public Snapshot {
      Check.instant("snapshot.asOf", asOf);
      Check.money("snapshot.balanceMinor", balanceMinor);
      currency = Check.currency("snapshot.currency", currency);
      Check.range("snapshot.daysPastDue", daysPastDue, 0, 10_000);
      Check.optionalMoney("snapshot.instalmentMinor", instalmentMinor);
      Check.optionalMoney("snapshot.creditLimitMinor", creditLimitMinor);
    }
  }

  /// The debtor changed what may be used to reach them. Holds for all accounts of the debtor.
  record ConsentChanged(String accountId, Channel channel, Consent consent)
      implements AccountEvent {
    public ConsentChanged {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
      Check.required("consent", consent);
    }
  }

  /// Validation information was sent.
  record ValidationSent(String accountId) implements AccountEvent {
    public ValidationSent {
      Check.id("accountId", accountId);
    }
  }

  /// Verification of a disputed debt was sent: collection may go on.
  record VerificationSent(String accountId) implements AccountEvent {
    public VerificationSent {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor disputes the debt.
  record DisputeOpened(String accountId) implements AccountEvent {
    public DisputeOpened {
      Check.id("accountId", accountId);
    }
  }

  /// The dispute is settled.
  record DisputeResolved(String accountId) implements AccountEvent {
    public DisputeResolved {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor reports hardship.
  record HardshipReported(String accountId) implements AccountEvent {
    public HardshipReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor asked in writing that communication stop. Holds for the debtor.
  record CeaseRequested(String accountId) implements AccountEvent {
    public CeaseRequested {
      Check.id("accountId", accountId);
    }
  }

  /// An attorney represents the debtor. Holds for the debtor.
  record AttorneyRetained(String accountId) implements AccountEvent {
    public AttorneyRetained {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor filed for bankruptcy. Holds for the debtor.
  record BankruptcyFiled(String accountId) implements AccountEvent {
    public BankruptcyFiled {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor is reported dead. Holds for the debtor.
  record DeceasedReported(String accountId) implements AccountEvent {
    public DeceasedReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debt is said to come from stolen identity.
  record IdentityTheftReported(String accountId) implements AccountEvent {
    public IdentityTheftReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor said when and where contact is inconvenient; replaces what was said on this account
  /// before, holds for the debtor. Two empty lists take it back.
  ///
  /// @param times at most 21
  record InconvenienceStated(String accountId, List<WeeklyWindow> times, List<Place> places)
      implements AccountEvent {
    public InconvenienceStated {
      Check.id("accountId", accountId);
      times = Check.distinct("times", times, 0, 21);
      places = Check.distinct("places", places, 0, 4);
    }
  }

  /// The debtor asked directly to be called: prior consent to calls for seven days.
  record CallRequested(String accountId) implements AccountEvent {
    public CallRequested {
      Check.id("accountId", accountId);
    }
  }

  /// What is known of contact at the debtor's place of work: whether the employer allows it. Holds
  /// for the debtor.
  record WorkplaceContactStated(String accountId, boolean allowed) implements AccountEvent {
    public WorkplaceContactStated {
      Check.id("accountId", accountId);
    }
  }

  /// It was made sure that the number or address of a channel is still the debtor's. Holds for the
  /// debtor.
  ///
  /// @param numberRef an opaque reference to the number or address; null for the channel's only one
  record NumberChecked(String accountId, Channel channel, @Nullable String numberRef)
      implements AccountEvent {
    public NumberChecked {
      Check.id("accountId", accountId);
      Check.required("channel", channel);
      Check.optionalId("numberRef", numberRef);
    }

    /// Creates the check of the channel's only number or address.
    public NumberChecked(String accountId, Channel channel) {
      this(accountId, channel, null);
    }
  }

  /// The debtor is reported to be a minor. Holds for the debtor.
  record MinorReported(String accountId) implements AccountEvent {
    public MinorReported {
      Check.id("accountId", accountId);
    }
  }

  /// A breathing space began. Holds for the debtor.
  record BreathingSpaceStarted(String accountId, BreathingSpace kind) implements AccountEvent {
    public BreathingSpaceStarted {
      Check.id("accountId", accountId);
      Check.required("kind", kind);
    }
  }

  /// The breathing space ended early, or the crisis treatment did.
  record BreathingSpaceEnded(String accountId) implements AccountEvent {
    public BreathingSpaceEnded {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor is in a vulnerable situation; which, stays upstream. Holds for the debtor.
  record VulnerabilityReported(String accountId) implements AccountEvent {
    public VulnerabilityReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor is no longer in a vulnerable situation.
  record VulnerabilityEnded(String accountId) implements AccountEvent {
    public VulnerabilityEnded {
      Check.id("accountId", accountId);
    }
  }

  /// A person concluded a review.
  ///
  /// @param reason a code, such as `income-verified`
  record ReviewConcluded(
      String accountId, String reviewId, ReviewKind kind, ReviewVerdict verdict, String reason)
      implements AccountEvent {
    public ReviewConcluded {
      Check.id("accountId", accountId);
      Check.id("reviewId", reviewId);
      Check.required("kind", kind);
      Check.required("verdict", verdict);
      Check.id("reason", reason);
    }
  }

  /// Time to look at the account again; carries no new fact.
  record ReviewDue(String accountId) implements AccountEvent {
    public ReviewDue {
      Check.id("accountId", accountId);
    }
  }

  /// The account leaves collection.
  record Closed(String accountId, CloseReason reason) implements AccountEvent {
    public Closed {
      Check.id("accountId", accountId);
      Check.required("reason", reason);
    }
  }
}
