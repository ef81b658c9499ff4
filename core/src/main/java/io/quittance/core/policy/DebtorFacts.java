package io.quittance.core.policy;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.account.StatusKind;
import io.quittance.core.event.ActorType;
import io.quittance.core.event.Channel;
import io.quittance.core.event.LocalWindow;
import io.quittance.core.event.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything known of a debtor that a rule asks for, whatever its event time: a rule looks at all
/// that is known, not only at what was known at the instant of the features. Read in one pass over
/// the facts of all accounts.
final class DebtorFacts {

  private final Instant at;
  private final AccountView account;
  private final Fact.@Nullable Placement placement;
  private final @Nullable Instant validationSentAt;
  private final @Nullable Instant disputedSince;
  private final boolean closed;
  private final boolean paid;
  private boolean hardship;
  private final ContactLedger ledger;
  private final Consents consents = new Consents();
  private final List<ZoneId> zones;
  private final List<LocalWindow> inconvenientTimes = new ArrayList<>();
  private final Set<Place> inconvenientPlaces = EnumSet.noneOf(Place.class);
  private final List<Fact.Status> breathingSpaces = new ArrayList<>();
  private final Map<StatusKind, Instant> newest = new EnumMap<>(StatusKind.class);
  private final Map<Channel, Instant> checked = new EnumMap<>(Channel.class);

  DebtorFacts(DebtorContext context, Instant at, List<Reserved> reserved) {
    this.at = at;
    account = latest(context.account(), at);
    placement = account.placement();
    validationSentAt = account.validationSentAt();
    disputedSince = account.disputedSince();
    closed = account.isClosed();
    Long balance = account.balanceMinor();
    paid = balance != null && balance == 0;
    Set<String> zoneIds = new TreeSet<>();
    List<ContactLedger.Account> contacts = new ArrayList<>();
    for (AccountState state : context.all()) {
      contacts.add(read(state, zoneIds));
    }
    ledger = new ContactLedger(contacts, reserved);
    zones = zoneIds.stream().map(ZoneId::of).toList();
  }

  private static AccountView latest(AccountState state, Instant at) {
    Instant last = state.newestFact();
    return state.view(last != null && last.isAfter(at) ? last : at);
  }

  private ContactLedger.Account read(AccountState state, Set<String> zoneIds) {
    ContactLedger.Account contacts = new ContactLedger.Account(state.accountId());
    Fact.Inconvenience stated = null;
    for (Fact fact : state.facts()) {
      switch (fact) {
        case Fact.Attempt attempt -> contacts.attempted(attempt);
        case Fact.Contact contact -> contacts.reached(contact);
        case Fact.Status status -> status(status, contacts);
        case Fact.Placement placed -> {
          zoneIds.addAll(placed.timeZones());
          contacts.placed(placed);
          consents.placed(placed);
          checked(placed);
        }
        case Fact.ConsentStated said -> consents.stated(said);
        case Fact.Reply reply -> consents.replied(reply);
        case Fact.Inconvenience inconvenience -> stated = inconvenience;
        case Fact.NumberCheck check -> checked(check.channel(), check.time());
        case Fact.Update _, Fact.Payment _, Fact.PromiseMade _, Fact.PromiseEnded _ -> {}
        case Fact.Complaint _, Fact.Review _, Fact.Closing _ -> {}
      }
    }
    if (stated != null) {
      inconvenientTimes.addAll(stated.times());
      inconvenientPlaces.addAll(stated.places());
    }
    return contacts;
  }

  private void status(Fact.Status status, ContactLedger.Account contacts) {
    newest.merge(status.kind(), status.time(), DebtorFacts::later);
    switch (status.kind()) {
      case CALL_REQUESTED -> contacts.requested(status.time());
      case BREATHING_SPACE, CRISIS, BREATHING_SPACE_ENDED -> breathingSpaces.add(status);
      case VALIDATION_SENT, DISPUTE_OPENED, DISPUTE_RESOLVED, VERIFICATION_SENT -> {}
      case HARDSHIP ->
          hardship |=
              !status.time().isAfter(at) && status.time().isAfter(at.minus(AccountView.HARDSHIP));
      case CEASE, ATTORNEY, BANKRUPTCY, DECEASED, IDENTITY_THEFT, MINOR -> {}
      case WORK_ALLOWED, WORK_PROHIBITED, VULNERABLE, VULNERABLE_ENDED -> {}
    }
  }

  /// A check that a placement tells of cannot be later than the placement.
  private void checked(Fact.Placement placed) {
    Instant sms = placed.smsNumberCheckedAt();
    if (sms != null && !sms.isAfter(placed.time())) {
      checked(Channel.SMS, sms);
    }
  }

  private void checked(Channel channel, Instant at) {
    checked.merge(channel, at, DebtorFacts::later);
  }

  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /// The account decided on, with all that is known of it.
  AccountView account() {
    return account;
  }

  /// Whether the account decided on has left collection.
  boolean closed() {
    return closed;
  }

  /// Whether nothing is owed any more on the account decided on.
  boolean paid() {
    return paid;
  }

  /// When validation information first went out; null when it has not.
  @Nullable Instant validationSentAt() {
    return validationSentAt;
  }

  /// Since when the account decided on is disputed; null when it is not.
  @Nullable Instant disputedSince() {
    return disputedSince;
  }

  /// Whether hardship was reported on any account, as of the instant asked for, not long ago.
  boolean hardship() {
    return hardship;
  }

  /// The placement of the account decided on; null when it is not placed.
  Fact.@Nullable Placement placement() {
    return placement;
  }

  @Nullable ActorType actor() {
    return placement == null ? null : placement.actorType();
  }

  @Nullable String jurisdiction() {
    return placement == null ? null : placement.jurisdiction();
  }

  /// Whether a zone of the account decided on is known.
  boolean hasZone() {
    return placement != null && !placement.timeZones().isEmpty();
  }

  /// Every zone the debtor may be in, by any account.
  List<ZoneId> zones() {
    return zones;
  }

  Consents consents() {
    return consents;
  }

  ContactLedger ledger() {
    return ledger;
  }

  List<LocalWindow> inconvenientTimes() {
    return inconvenientTimes;
  }

  Set<Place> inconvenientPlaces() {
    return inconvenientPlaces;
  }

  /// When the number or address of a channel was last made sure of on any account.
  @Nullable Instant checked(Channel channel) {
    return checked.get(channel);
  }

  /// Whether a status was ever reported on any account.
  boolean debtorHas(StatusKind kind) {
    return newest.containsKey(kind);
  }

  /// Whether a status was reported on any account after everything that would end it: of two
  /// reports at one instant the other counts.
  boolean standsAfter(StatusKind kind, StatusKind other) {
    Instant reported = newest.get(kind);
    Instant ended = newest.get(other);
    return reported != null && (ended == null || reported.isAfter(ended));
  }

  /// When the last breathing space ends: the greatest of the ends of all of them; null when one has
  /// no end that is known.
  ///
  /// @return [Instant#MIN] when there was none
  @Nullable Instant breathingSpaceEnds(Limit.Moratorium limit) {
    Instant last = Instant.MIN;
    for (Fact.Status space : breathingSpaces) {
      if (space.kind() != StatusKind.BREATHING_SPACE_ENDED) {
        Instant end = end(space, limit);
        if (end == null) {
          return null;
        }
        last = later(last, end);
      }
    }
    return last;
  }

  private @Nullable Instant end(Fact.Status space, Limit.Moratorium limit) {
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
    return TimeRule.earlier(told, startOfDayAfter(space.time(), limit.days() + 1));
  }

  /// When, in the last of the zones, the local date is so many days after that of an instant; null
  /// without a zone.
  @Nullable Instant startOfDayAfter(Instant at, int days) {
    Instant last = null;
    for (ZoneId zone : zones) {
      Instant start = LocalClock.startOf(LocalClock.date(at, zone).plusDays(days), zone);
      last = last == null ? start : later(last, start);
    }
    return last;
  }
}
