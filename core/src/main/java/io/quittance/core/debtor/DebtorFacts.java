package io.quittance.core.debtor;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everything known about a debtor that a rule needs, read in one pass over the facts of all
/// accounts. Not thread-safe.
///
/// A fact that forbids counts whatever its event time, so that a clock that runs ahead hides no
/// call and no refusal. A fact that permits counts from its event time on: placements and
/// snapshots, consents, verified numbers, and the end of a restriction.
public final class DebtorFacts {

  private static final int MANY_DISPUTES = 200;

  private final Instant at;
  private final AccountView account;
  private final Fact.@Nullable Placement placement;
  private final @Nullable Instant validationSentAt;
  private final boolean paid;
  private @Nullable Instant disputedSince;
  private boolean closed;
  private @Nullable CloseReason closedBecause;
  private int disputes;
  private boolean identityTheft;
  private boolean hardship;
  private final ContactLedger ledger;
  private final Consents consents;
  private final List<ZoneId> zones;
  private final List<WeeklyWindow> inconvenientTimes = new ArrayList<>();
  private final Set<Place> inconvenientPlaces = EnumSet.noneOf(Place.class);
  private final BreathingSpaces breathingSpaces = new BreathingSpaces();
  private final Map<StatusKind, Instant> newest = new EnumMap<>(StatusKind.class);
  private final NumberChecks numbers = new NumberChecks();
  private final ThirdPersonContacts thirdPersons = new ThirdPersonContacts();
  private final Set<String> jurisdictions = new TreeSet<>();

  /// @param context the account decided on and the debtor's other accounts
  /// @param at instant of the decision
  /// @param reserved the debtor's outstanding permits; each counts as an attempt
  public DebtorFacts(DebtorContext context, Instant at, List<ReservedPermit> reserved) {
    this.at = at;
    consents = new Consents(at);
    account = context.account().view(at);
    placement = account.placement();
    validationSentAt = account.validationSentAt();
    AccountView latest = latest(context.account(), account);
    paid = paid(account) || (latest != account && paid(latest));
    TimeZones timeZones = new TimeZones();
    List<ContactLedger.Account> contacts = new ArrayList<>();
    for (AccountState state : context.all()) {
      PermitNumbers permitNumbers = new PermitNumbers(state, reserved);
      contacts.add(read(state, state == context.account(), permitNumbers, timeZones));
    }
    ledger = new ContactLedger(contacts, numbers, reserved);
    zones = timeZones.all();
  }

  private static AccountView latest(AccountState state, AccountView view) {
    Instant last = state.newestFact();
    return last != null && last.isAfter(view.at()) ? state.view(last) : view;
  }

  private static boolean paid(AccountView view) {
    Long balance = view.balanceMinor();
    return balance != null && balance == 0;
  }

  private ContactLedger.Account read(
      AccountState state, boolean own, PermitNumbers permitNumbers, TimeZones timeZones) {
    ContactLedger.Account contacts = new ContactLedger.Account(state.accountId());
    Fact.Inconvenience latest = null;
    List<Fact> facts = state.facts();
    int known = state.knownBy(at);
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      boolean later = i >= known;
      if (own) {
        readOwnAccount(fact, later);
      }
      if (fact instanceof Fact.Inconvenience stated && !later) {
        latest = stated;
      } else {
        readFact(permitNumbers.complete(fact), later, contacts, timeZones);
      }
    }
    if (latest != null) {
      addInconvenience(latest);
    }
    return contacts;
  }

  private void readFact(
      Fact fact, boolean later, ContactLedger.Account contacts, TimeZones timeZones) {
    switch (fact) {
      case Fact.Attempt attempt -> readAttempt(attempt, contacts);
      case Fact.Contact contact -> contacts.addContact(contact);
      case Fact.ThirdPersonContact contact -> {
        contacts.addThirdPerson(contact);
        thirdPersons.add(contact);
      }
      case Fact.Status status -> readStatus(status, later, contacts);
      case Fact.Placement placement -> readPlacement(placement, later, contacts, timeZones);
      case Fact.ConsentStated stated -> consents.addStatement(contacts.id(), stated);
      case Fact.Reply reply -> {
        consents.addReply(contacts.id(), reply);
        numbers.addUse(reply.channel(), reply.numberRef());
      }
      case Fact.Inconvenience stated -> addInconvenience(stated);
      case Fact.NumberCheck check -> {
        if (!later) {
          numbers.addCheck(check.channel(), check.numberRef(), check.time());
        }
      }
      case Fact.Update update -> jurisdictions.addAll(update.otherJurisdictions());
      case Fact.Payment _, Fact.PromiseMade _, Fact.PromiseEnded _ -> {}
      case Fact.Complaint _, Fact.Review _, Fact.Closing _ -> {}
    }
  }

  private void readAttempt(Fact.Attempt attempt, ContactLedger.Account contacts) {
    contacts.addAttempt(attempt);
    if (attempt.result() == ContactResult.WRONG_PARTY) {
      numbers.addWrongParty(attempt.channel(), attempt.numberRef(), attempt.time());
    }
  }

  private void readPlacement(
      Fact.Placement placed, boolean later, ContactLedger.Account contacts, TimeZones timeZones) {
    timeZones.add(placed, later);
    jurisdictions.add(placed.jurisdiction());
    jurisdictions.addAll(placed.otherJurisdictions());
    consents.addPlacement(contacts.id(), placed);
    if (!later) {
      contacts.addPlacement(placed);
      recordCheck(placed);
    }
  }

  private void addInconvenience(Fact.Inconvenience stated) {
    inconvenientTimes.addAll(stated.times());
    inconvenientPlaces.addAll(stated.places());
  }

  /// Reads what concerns the account decided on alone.
  private void readOwnAccount(Fact fact, boolean later) {
    if (fact instanceof Fact.Closing closing) {
      closed = true;
      closedBecause = closing.reason();
    } else if (fact instanceof Fact.Placement) {
      closed &= later;
      closedBecause = later ? closedBecause : null;
    } else if (fact instanceof Fact.Status status) {
      StatusKind kind = status.kind();
      identityTheft |= kind == StatusKind.IDENTITY_THEFT;
      if (kind == StatusKind.DISPUTE_OPENED) {
        disputes++;
        disputedSince = disputedSince == null ? status.time() : disputedSince;
      } else if (kind == StatusKind.DISPUTE_RESOLVED || kind == StatusKind.VERIFICATION_SENT) {
        disputedSince = later ? disputedSince : null;
      }
    }
  }

  private void readStatus(Fact.Status status, boolean later, ContactLedger.Account contacts) {
    if (later && endsRestriction(status.kind())) {
      return;
    }
    newest.merge(status.kind(), status.time(), Instants::later);
    switch (status.kind()) {
      case CALL_REQUESTED -> contacts.addCallRequest(status.time());
      case BREATHING_SPACE, CRISIS, BREATHING_SPACE_ENDED -> breathingSpaces.add(status);
      case VALIDATION_SENT, DISPUTE_OPENED, DISPUTE_RESOLVED, VERIFICATION_SENT -> {}
      case HARDSHIP ->
          hardship |=
              !status.time().isAfter(at) && status.time().isAfter(at.minus(AccountView.HARDSHIP));
      case CEASE, ATTORNEY, BANKRUPTCY, DECEASED, IDENTITY_THEFT, MINOR -> {}
      case WORK_ALLOWED, WORK_PROHIBITED, VULNERABLE, VULNERABLE_ENDED, LANGUAGE_RECORDED -> {}
    }
  }

  /// Returns whether a status ends a restriction or exempts from one.
  private static boolean endsRestriction(StatusKind kind) {
    return switch (kind) {
      case VALIDATION_SENT, DISPUTE_RESOLVED, VERIFICATION_SENT -> true;
      case CALL_REQUESTED, WORK_ALLOWED, BREATHING_SPACE_ENDED, VULNERABLE_ENDED -> true;
      case LANGUAGE_RECORDED -> true;
      case DISPUTE_OPENED, HARDSHIP, CEASE, ATTORNEY, BANKRUPTCY, DECEASED -> false;
      case IDENTITY_THEFT, MINOR, WORK_PROHIBITED -> false;
      case BREATHING_SPACE, CRISIS, VULNERABLE -> false;
    };
  }

  /// Records the check reported by a placement, unless it lies after the placement.
  private void recordCheck(Fact.Placement placed) {
    Instant sms = placed.smsNumberCheckedAt();
    if (sms != null && !sms.isAfter(placed.time())) {
      numbers.addCheck(Channel.SMS, null, sms);
    }
  }

  /// Returns the account decided on, as of the instant of the decision.
  public AccountView account() {
    return account;
  }

  /// Returns whether the account decided on has left collection.
  public boolean closed() {
    return closed;
  }

  /// Returns whether nothing is owed on the account decided on, at the instant of the decision or
  /// by everything known.
  public boolean paid() {
    return paid || closedBecause == CloseReason.PAID;
  }

  /// Returns whether the account decided on was closed as settled.
  public boolean settled() {
    return closedBecause == CloseReason.SETTLED;
  }

  /// Returns when validation information was first sent; null when it was not.
  public @Nullable Instant validationSentAt() {
    return validationSentAt;
  }

  /// Returns since when the account decided on is disputed; null when it is not.
  public @Nullable Instant disputedSince() {
    return disputedSince;
  }

  /// Returns whether so many disputes are known that earlier ones may have been dropped.
  public boolean mayHaveBeenDisputedEarlier() {
    return disputes >= MANY_DISPUTES;
  }

  /// Returns whether the identity behind the account decided on was reported stolen.
  public boolean identityTheft() {
    return identityTheft;
  }

  /// Returns whether hardship was reported on any account within [AccountView#HARDSHIP] before the
  /// instant of the decision.
  public boolean hardship() {
    return hardship;
  }

  /// Returns the placement of the account decided on; null when it was not placed by then.
  public Fact.@Nullable Placement placement() {
    return placement;
  }

  /// Returns who collects; null when the account was not placed.
  public @Nullable ActorType actorType() {
    return placement == null ? null : placement.actorType();
  }

  /// Returns every jurisdiction the debtor may live in, by any account; empty before the account
  /// decided on was placed.
  public Set<String> jurisdictions() {
    return placement == null ? Set.of() : jurisdictions;
  }

  /// Returns the kind of debt; null when the account was not placed.
  public @Nullable DebtKind debtKind() {
    return placement == null ? null : placement.debtKind();
  }

  /// Returns whether a time zone of the account decided on is known.
  public boolean hasZone() {
    return placement != null && !placement.timeZones().isEmpty();
  }

  /// Returns every zone the debtor may be in, by any account; empty before the first placement.
  public List<ZoneId> zones() {
    return zones;
  }

  /// Returns what the debtor said about being contacted.
  public Consents consents() {
    return consents;
  }

  /// Returns the attempts and conversations on all accounts.
  public ContactLedger ledger() {
    return ledger;
  }

  /// Returns the times that the debtor called inconvenient.
  public List<WeeklyWindow> inconvenientTimes() {
    return inconvenientTimes;
  }

  /// Returns the places that the debtor called inconvenient.
  public Set<Place> inconvenientPlaces() {
    return inconvenientPlaces;
  }

  /// Returns the checks of numbers and addresses on all accounts.
  public NumberChecks numbers() {
    return numbers;
  }

  /// Returns the contacts with persons other than the debtor on all accounts.
  public ThirdPersonContacts thirdPersons() {
    return thirdPersons;
  }

  /// Returns whether a status was ever reported on any account.
  public boolean everReported(StatusKind kind) {
    return newest.containsKey(kind);
  }

  /// Returns whether a status was reported on any account later than another status. Of two reports
  /// at the same instant the other one counts.
  public boolean reportedAfter(StatusKind kind, StatusKind other) {
    Instant reported = newest.get(kind);
    Instant ended = newest.get(other);
    return reported != null && (ended == null || reported.isAfter(ended));
  }

  /// Returns when the last breathing space ends.
  ///
  /// @return [Instant#MIN] when there was none; null when the end of one is unknown
  public @Nullable Instant breathingSpaceEnds(TimeLimit.Moratorium limit) {
    return breathingSpaces.end(limit, zones);
  }

  /// Returns when, in the last of the zones, the local date is `days` days after that of an
  /// instant; null without a zone.
  public @Nullable Instant startOfDayAfter(Instant at, int days) {
    return startOf(at, day -> day.plusDays(days));
  }

  /// Returns when, in the last of the zones, the day begins that a function makes of the local date
  /// of an instant; null without a zone.
  public @Nullable Instant startOf(Instant at, UnaryOperator<LocalDate> day) {
    return LocalClock.startOf(at, day, zones);
  }
}
