package io.quittance.core.event;

import io.quittance.core.validation.Check;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
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

/// An event about an account, reported by a system of record. Amounts are in minor units of the
/// account's currency. No event carries a name, an address, a telephone number or free text; ids
/// are opaque.
public sealed interface AccountEvent extends AccountFact {

  /// An event that carries a snapshot of the account and names its debtor.
  sealed interface Snapshotted extends AccountEvent permits Placed, Updated {

    /// Returns the person who owes; several accounts may share one.
    String debtorId();

    /// Returns the balance and lateness reported.
    Snapshot snapshot();
  }

  /// The account was placed in collection. This is the first event of an account; a later one
  /// reopens it.
  ///
  /// @param debtorId the person who owes; several accounts may share one
  /// @param snapshot balance and lateness at placement
  /// @param actorType who collects
  /// @param jurisdiction ISO 3166-1 or 3166-2 code of the debtor's residence
  /// @param timeZones every zone the debtor may be in; empty when unknown, and then no contact is
  ///   permitted
  /// @param consents the consent known for each channel; an absent channel is unknown
  /// @param openedAt when the obligation began; null when unknown
  /// @param validationSentAt when validation information was sent; null when it was not
  /// @param debtGroup accounts of the debtor in the same group are one debt, such as student loans
  ///   acquired under one account number; null for a separate debt
  /// @param smsNumberCheckedAt when the number for text messages was last confirmed to be the
  ///   debtor's; null when never
  /// @param limitationEndsAt when a lawsuit becomes time-barred; null when unknown
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

  /// The system of record reported a new snapshot of the account.
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

  /// Balance and lateness of an account at an instant.
  ///
  /// @param asOf the instant described; the latest snapshot applies, adjusted by later payments
  /// @param balanceMinor amount owed in minor units, 0 or more
  /// @param currency ISO 4217 code
  /// @param daysPastDue 0 when current, at most 10,000
  /// @param instalmentMinor amount due this period; null for a contract without instalments
  /// @param creditLimitMinor credit limit of a revolving account; null for any other
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

  /// The debtor changed their consent to a channel. Applies to all accounts of the debtor.
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

  /// Verification of a disputed debt was sent, so collection may resume.
  record VerificationSent(String accountId) implements AccountEvent {
    public VerificationSent {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor disputed the debt.
  record DisputeOpened(String accountId) implements AccountEvent {
    public DisputeOpened {
      Check.id("accountId", accountId);
    }
  }

  /// The dispute was resolved.
  record DisputeResolved(String accountId) implements AccountEvent {
    public DisputeResolved {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor reported financial hardship.
  record HardshipReported(String accountId) implements AccountEvent {
    public HardshipReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor asked in writing that communication cease. Applies to all accounts of the debtor.
  record CeaseRequested(String accountId) implements AccountEvent {
    public CeaseRequested {
      Check.id("accountId", accountId);
    }
  }

  /// An attorney represents the debtor. Applies to all accounts of the debtor.
  record AttorneyRetained(String accountId) implements AccountEvent {
    public AttorneyRetained {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor filed for bankruptcy. Applies to all accounts of the debtor.
  record BankruptcyFiled(String accountId) implements AccountEvent {
    public BankruptcyFiled {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor was reported deceased. Applies to all accounts of the debtor.
  record DeceasedReported(String accountId) implements AccountEvent {
    public DeceasedReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debt was reported to result from identity theft.
  record IdentityTheftReported(String accountId) implements AccountEvent {
    public IdentityTheftReported {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor stated when and where contact is inconvenient. Replaces the previous statement on
  /// this account; two empty lists withdraw it. Applies to all accounts of the debtor.
  ///
  /// @param times at most 21 windows
  record InconvenienceStated(String accountId, List<WeeklyWindow> times, List<Place> places)
      implements AccountEvent {
    public InconvenienceStated {
      Check.id("accountId", accountId);
      times = Check.distinct("times", times, 0, 21);
      places = Check.distinct("places", places, 0, 4);
    }
  }

  /// The debtor asked to be called, which is prior consent to calls for seven days.
  record CallRequested(String accountId) implements AccountEvent {
    public CallRequested {
      Check.id("accountId", accountId);
    }
  }

  /// It became known whether the employer allows contact at the debtor's place of work. Applies to
  /// all accounts of the debtor.
  record WorkplaceContactStated(String accountId, boolean allowed) implements AccountEvent {
    public WorkplaceContactStated {
      Check.id("accountId", accountId);
    }
  }

  /// The number or address of a channel was confirmed to be the debtor's still. Applies to all
  /// accounts of the debtor.
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

  /// The debtor was asked which language they prefer, and the answer was recorded. Applies to all
  /// accounts of the debtor.
  ///
  /// @param language BCP 47 tag such as `es` or `zh-Hant`; null when the debtor was asked and gave
  ///   no answer
  record LanguageRecorded(String accountId, @Nullable String language) implements AccountEvent {
    public LanguageRecorded {
      Check.id("accountId", accountId);
      Check.optionalLanguage("language", language);
    }
  }

  /// The debtor was reported to be a minor. Applies to all accounts of the debtor.
  record MinorReported(String accountId) implements AccountEvent {
    public MinorReported {
      Check.id("accountId", accountId);
    }
  }

  /// A breathing space began. Applies to all accounts of the debtor.
  record BreathingSpaceStarted(String accountId, BreathingSpace kind) implements AccountEvent {
    public BreathingSpaceStarted {
      Check.id("accountId", accountId);
      Check.required("kind", kind);
    }
  }

  /// The breathing space ended early, or the mental health crisis treatment ended.
  record BreathingSpaceEnded(String accountId) implements AccountEvent {
    public BreathingSpaceEnded {
      Check.id("accountId", accountId);
    }
  }

  /// The debtor was reported to be in a vulnerable situation; its nature stays upstream. Applies to
  /// all accounts of the debtor.
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
  /// @param reason code such as `income-verified`
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

  /// The account is due for another decision. Carries no new information.
  record ReviewDue(String accountId) implements AccountEvent {
    public ReviewDue {
      Check.id("accountId", accountId);
    }
  }

  /// The account left collection.
  record Closed(String accountId, CloseReason reason) implements AccountEvent {
    public Closed {
      Check.id("accountId", accountId);
      Check.required("reason", reason);
    }
  }
}
