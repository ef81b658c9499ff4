package io.quittance.core.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fact about an account told by a system of record. Amounts are minor units of the account's
/// currency. No event carries a name, an address, a number or free text: ids are opaque.
public sealed interface AccountEvent {

  /// The obligation this is about, unique within the tenant.
  String accountId();

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
  record Placed(
      String accountId,
      String debtorId,
      Snapshot snapshot,
      ActorType actorType,
      String jurisdiction,
      List<String> timeZones,
      Map<Channel, Consent> consents,
      @Nullable Instant openedAt,
      @Nullable Instant validationSentAt)
      implements AccountEvent {
    public Placed {
      Check.id("accountId", accountId);
      Check.id("debtorId", debtorId);
      Check.present("snapshot", snapshot);
      Check.present("actorType", actorType);
      Check.jurisdiction("jurisdiction", jurisdiction);
      timeZones = Check.zones("timeZones", timeZones);
      consents = Check.known("consents", consents);
    }
  }

  /// A later snapshot of the account.
  record Updated(String accountId, String debtorId, Snapshot snapshot) implements AccountEvent {
    public Updated {
      Check.id("accountId", accountId);
      Check.id("debtorId", debtorId);
      Check.present("snapshot", snapshot);
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
      Check.present("channel", channel);
      Check.present("consent", consent);
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
      Check.present("reason", reason);
    }
  }
}
