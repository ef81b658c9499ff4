package io.quittance.core.debtor;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.pack.Limit;
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

/// Everything known of a debtor that a rule asks for. What forbids counts whatever its event time,
/// so that a clock that runs ahead hides no call and no refusal. What allows counts from its event
/// time on: placements and snapshots, consent, checks of numbers, and the end of what forbids. Read
/// in one pass over the facts of all accounts.
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
  private final List<Fact.Status> breathingSpaces = new ArrayList<>();
  private final Map<StatusKind, Instant> newest = new EnumMap<>(StatusKind.class);
  private final NumberChecks numbers = new NumberChecks();
  private final Set<String> jurisdictions = new TreeSet<>();

  public DebtorFacts(DebtorContext context, Instant at, List<ReservedPermit> reserved) {
    this.at = at;
    consents = new Consents(at);
    account = context.account().view(at);
    placement = account.placement();
    validationSentAt = account.validationSentAt();
    paid = paid(account) || paid(latest(context.account(), account));
    Set<String> zoneIds = new TreeSet<>();
    Set<String> laterZoneIds = new TreeSet<>();
    List<ContactLedger.Account> contacts = new ArrayList<>();
    for (AccountState state : context.all()) {
      contacts.add(read(state, state == context.account(), zoneIds, laterZoneIds));
    }
    ledger = new ContactLedger(contacts, numbers, reserved);
    if (!zoneIds.isEmpty()) {
      zoneIds.addAll(laterZoneIds);
    }
    zones = zoneIds.stream().map(ZoneId::of).toList();
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
      AccountState state, boolean own, Set<String> zoneIds, Set<String> laterZoneIds) {
    ContactLedger.Account contacts = new ContactLedger.Account(state.accountId());
    Fact.Inconvenience stated = null;
    for (Fact fact : state.facts()) {
      boolean later = fact.time().isAfter(at);
      if (own) {
        readOwnAccount(fact, later);
      }
      switch (fact) {
        case Fact.Attempt attempt -> {
          contacts.addAttempt(attempt);
          if (attempt.result() == ContactResult.WRONG_PARTY) {
            numbers.addWrongParty(attempt.channel(), attempt.numberRef(), attempt.time());
          }
        }
        case Fact.Contact contact -> contacts.addContact(contact);
        case Fact.Status status -> readStatus(status, later, contacts);
        case Fact.Placement placed -> {
          (later ? laterZoneIds : zoneIds).addAll(placed.timeZones());
          jurisdictions.add(placed.jurisdiction());
          jurisdictions.addAll(placed.otherJurisdictions());
          consents.addPlacement(state.accountId(), placed);
          if (!later) {
            contacts.addPlacement(placed);
            recordCheck(placed);
          }
        }
        case Fact.ConsentStated said -> consents.addStatement(state.accountId(), said);
        case Fact.Reply reply -> consents.addReply(state.accountId(), reply);
        case Fact.Inconvenience inconvenience -> {
          if (later) {
            addInconvenience(inconvenience);
          } else {
            stated = inconvenience;
          }
        }
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
    if (stated != null) {
      addInconvenience(stated);
    }
    return contacts;
  }

  private void addInconvenience(Fact.Inconvenience stated) {
    inconvenientTimes.addAll(stated.times());
    inconvenientPlaces.addAll(stated.places());
  }

  /// What holds for the account decided on alone.
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
    newest.merge(status.kind(), status.time(), DebtorFacts::later);
    switch (status.kind()) {
      case CALL_REQUESTED -> contacts.addCallRequest(status.time());
      case BREATHING_SPACE, CRISIS, BREATHING_SPACE_ENDED -> breathingSpaces.add(status);
      case VALIDATION_SENT, DISPUTE_OPENED, DISPUTE_RESOLVED, VERIFICATION_SENT -> {}
      case HARDSHIP ->
          hardship |=
              !status.time().isAfter(at) && status.time().isAfter(at.minus(AccountView.HARDSHIP));
      case CEASE, ATTORNEY, BANKRUPTCY, DECEASED, IDENTITY_THEFT, MINOR -> {}
      case WORK_ALLOWED, WORK_PROHIBITED, VULNERABLE, VULNERABLE_ENDED -> {}
    }
  }

  /// Whether a status ends what forbids, or exempts from it.
  private static boolean endsRestriction(StatusKind kind) {
    return switch (kind) {
      case VALIDATION_SENT, DISPUTE_RESOLVED, VERIFICATION_SENT -> true;
      case CALL_REQUESTED, WORK_ALLOWED, BREATHING_SPACE_ENDED, VULNERABLE_ENDED -> true;
      case DISPUTE_OPENED, HARDSHIP, CEASE, ATTORNEY, BANKRUPTCY, DECEASED -> false;
      case IDENTITY_THEFT, MINOR, WORK_PROHIBITED -> false;
      case BREATHING_SPACE, CRISIS, VULNERABLE -> false;
    };
  }

  /// A check that a placement tells of cannot be later than the placement.
  private void recordCheck(Fact.Placement placed) {
    Instant sms = placed.smsNumberCheckedAt();
    if (sms != null && !sms.isAfter(placed.time())) {
      numbers.addCheck(Channel.SMS, null, sms);
    }
  }

  public static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /// The account decided on, as of the instant asked for.
  public AccountView account() {
    return account;
  }

  /// Whether the account decided on has left collection.
  public boolean closed() {
    return closed;
  }

  /// Whether nothing is owed on the account decided on: then, or by all that is known.
  public boolean paid() {
    return paid || closedBecause == CloseReason.PAID;
  }

  /// Whether the account decided on was closed as settled.
  public boolean settled() {
    return closedBecause == CloseReason.SETTLED;
  }

  /// When validation information first went out; null when it has not.
  public @Nullable Instant validationSentAt() {
    return validationSentAt;
  }

  /// Since when the account decided on is disputed; null when it is not.
  public @Nullable Instant disputedSince() {
    return disputedSince;
  }

  /// Whether so many disputes are known that earlier ones may have been dropped.
  public boolean mayHaveBeenDisputedEarlier() {
    return disputes >= MANY_DISPUTES;
  }

  /// Whether the identity behind the account decided on was reported stolen.
  public boolean identityTheft() {
    return identityTheft;
  }

  /// Whether hardship was reported on any account, as of the instant asked for, not long ago.
  public boolean hardship() {
    return hardship;
  }

  /// The placement of the account decided on; null when it is not placed by then.
  public Fact.@Nullable Placement placement() {
    return placement;
  }

  public @Nullable ActorType actorType() {
    return placement == null ? null : placement.actorType();
  }

  /// Every jurisdiction the debtor may live in, by any account; none before the account decided on
  /// is placed.
  public Set<String> jurisdictions() {
    return placement == null ? Set.of() : jurisdictions;
  }

  public @Nullable DebtKind debtKind() {
    return placement == null ? null : placement.debtKind();
  }

  /// Whether a zone of the account decided on is known.
  public boolean hasZone() {
    return placement != null && !placement.timeZones().isEmpty();
  }

  /// Every zone the debtor may be in, by any account; none before the first placement.
  public List<ZoneId> zones() {
    return zones;
  }

  public Consents consents() {
    return consents;
  }

  public ContactLedger ledger() {
    return ledger;
  }

  public List<WeeklyWindow> inconvenientTimes() {
    return inconvenientTimes;
  }

  public Set<Place> inconvenientPlaces() {
    return inconvenientPlaces;
  }

  public NumberChecks numbers() {
    return numbers;
  }

  /// Whether a status was ever reported on any account.
  public boolean everReported(StatusKind kind) {
    return newest.containsKey(kind);
  }

  /// Whether a status was reported on any account after everything that would end it: of two
  /// reports at one instant the other counts.
  public boolean inEffect(StatusKind kind, StatusKind other) {
    Instant reported = newest.get(kind);
    Instant ended = newest.get(other);
    return reported != null && (ended == null || reported.isAfter(ended));
  }

  /// When the last breathing space ends: the greatest of the ends of all of them; null when one has
  /// no end that is known.
  ///
  /// @return [Instant#MIN] when there was none
  public @Nullable Instant breathingSpaceEnds(Limit.Moratorium limit) {
    Instant last = Instant.MIN;
    for (Fact.Status space : breathingSpaces) {
      if (space.kind() != StatusKind.BREATHING_SPACE_ENDED) {
        Instant end = breathingSpaceEnd(space, limit);
        if (end == null) {
          return null;
        }
        last = later(last, end);
      }
    }
    return last;
  }

  private @Nullable Instant breathingSpaceEnd(Fact.Status space, Limit.Moratorium limit) {
    Instant told = null;
    for (Fact.Status status : breathingSpaces) {
      if (status.kind() == StatusKind.BREATHING_SPACE_ENDED
          && status.time().isAfter(space.time())) {
        told = TimeRule.earlier(told, status.time());
      }
    }
    if (space.kind() == StatusKind.CRISIS) {
      return told == null ? null : told.plus(limit.afterCrisis());
    }
    Integer months = limit.months();
    return TimeRule.earlier(
        told,
        months == null
            ? startOfDayAfter(space.time(), limit.days() + 1)
            : startOf(space.time(), day -> day.plusMonths(months).plusDays(1)));
  }

  /// When, in the last of the zones, the local date is so many days after that of an instant; null
  /// without a zone.
  public @Nullable Instant startOfDayAfter(Instant at, int days) {
    return startOf(at, day -> day.plusDays(days));
  }

  /// When, in the last of the zones, the day begins that is made of the local date of an instant;
  /// null without a zone.
  public @Nullable Instant startOf(Instant at, UnaryOperator<LocalDate> day) {
    Instant last = null;
    for (ZoneId zone : zones) {
      Instant start = LocalClock.startOf(day.apply(LocalClock.date(at, zone)), zone);
      last = last == null ? start : later(last, start);
    }
    return last;
  }
}
