package io.quittance.core.contact;

import io.quittance.core.contact.History.Commit;
import io.quittance.core.contact.History.Reservation;
import io.quittance.core.contact.History.Told;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The raw events of a debtor that had happened by an instant, each told once, in the order of
/// time; and what can be read off them without interpretation.
final class OracleFacts {

  /// Event time first, then who says it.
  static final Comparator<Told> ORDER = Comparator.comparing(Told::time).thenComparing(Told::id);

  /// An attempt, or a permit that stands for one.
  ///
  /// @param result null when it is not known how it ended
  record Attempt(
      String account,
      Instant time,
      Channel channel,
      @Nullable ContactResult result,
      @Nullable Place place,
      Recipient recipient,
      @Nullable String number) {}

  final String account;
  final List<Told> person;
  final List<Told> own;
  final AccountEvent.@Nullable Placed placed;
  final List<ZoneId> zones;

  /// Everywhere that an event of any account says the debtor may live.
  final Set<String> jurisdictions = new TreeSet<>();

  /// When the question is asked.
  final Instant known;

  private final List<Told> all;

  /// Also those dated later than what is known: a clock that runs ahead must not hide a call.
  final List<Attempt> attempts;

  /// Contacts with persons other than the debtor, also those dated later.
  final List<Told> othersReached;

  /// Telephone conversations, also those dated later.
  final List<Told> conversations;

  private final Set<String> heardOf = new HashSet<>();
  private final Map<String, String> debts = new HashMap<>();

  /// The numbers that permits are for.
  private final Map<String, String> permitNumbers = new HashMap<>();

  OracleFacts(History history, Instant known) {
    account = history.account();
    Set<String> seen = new HashSet<>();
    this.known = known;
    all =
        history.told().stream()
            .filter(one -> seen.add(one.account() + "/" + one.id()))
            .sorted(ORDER)
            .toList();
    all.forEach(one -> heardOf.add(one.account()));
    person = all.stream().filter(one -> !one.time().isAfter(known)).toList();
    own = person.stream().filter(one -> one.account().equals(account)).toList();
    placed = newest(own, AccountEvent.Placed.class);
    zones = placed == null ? List.of() : placed.timeZones().stream().map(ZoneId::of).toList();
    for (Told one : person) {
      if (one.what() instanceof AccountEvent.Placed placement) {
        String group = placement.debtGroup();
        debts.put(one.account(), group == null ? "alone/" + one.account() : "group/" + group);
      }
    }
    for (Told one : all) {
      if (one.what() instanceof AccountEvent.Placed placement) {
        jurisdictions.add(placement.jurisdiction());
        if (placement.otherJurisdictions() != null) {
          jurisdictions.addAll(placement.otherJurisdictions());
        }
      }
    }
    for (Reservation one : history.reserved()) {
      if (one.numberRef() != null) {
        permitNumbers.put(one.account() + "/" + one.permitId(), one.numberRef());
      }
    }
    for (Told one : all) {
      if (one.what() instanceof Commit used && used.numberRef() != null) {
        permitNumbers.put(one.account() + "/" + used.permitId(), used.numberRef());
      }
    }
    attempts = attempts(all, history.reserved());
    othersReached =
        all.stream().filter(one -> one.what() instanceof Outcome.ThirdPersonContacted).toList();
    conversations = all.stream().filter(one -> isConversation(one.what())).toList();
  }

  /// How often a person was reached; one who is not named may be the one reached most.
  long timesReached(@Nullable String person) {
    Map<String, Long> times = new HashMap<>();
    for (Told one : othersReached) {
      if (one.what() instanceof Outcome.ThirdPersonContacted contact) {
        times.merge(contact.personRef(), 1L, Long::sum);
      }
    }
    return person == null
        ? times.values().stream().mapToLong(Long::longValue).max().orElse(0)
        : times.getOrDefault(person, 0L);
  }

  /// Whether an account is the one asked about; one that nothing was ever told of may be any.
  boolean isOwn(String one) {
    return one.equals(account) || !heardOf.contains(one);
  }

  /// Whether two accounts may be one debt: of one that has not been placed, nobody knows.
  boolean sameDebt(String one, String other) {
    String debt = debts.get(one);
    return one.equals(other) || debt == null || debt.equals(debts.get(other));
  }

  // Numbers: one that has no name is the only one of its channel

  /// The numbers that were checked or found wrong on a channel.
  Set<String> numbers(Channel channel) {
    Set<String> numbers = new TreeSet<>();
    for (Told one : all) {
      switch (one.what()) {
        case AccountEvent.NumberChecked c when c.channel() == channel && isKnown(one) ->
            numbers.add(name(c.numberRef()));
        case AccountEvent.Placed p when channel == Channel.SMS && toldCheck(one, p) != null ->
            numbers.add("");
        case Outcome.ContactAttempted a
            when a.channel() == channel && a.result() == ContactResult.WRONG_PARTY ->
            numbers.add(name(number(one, a)));
        case Outcome.ReplyReceived r when r.channel() == channel && r.numberRef() != null ->
            numbers.add(r.numberRef());
        default -> {}
      }
    }
    return numbers;
  }

  /// The number of an attempt: its own, else that of its permit.
  private @Nullable String number(Told one, Outcome.ContactAttempted attempt) {
    return attempt.numberRef() != null || attempt.permitId() == null
        ? attempt.numberRef()
        : permitNumbers.get(one.account() + "/" + attempt.permitId());
  }

  private boolean isKnown(Told one) {
    return !one.time().isAfter(known);
  }

  private static String name(@Nullable String ref) {
    return ref == null ? "" : ref;
  }

  private @Nullable Instant toldCheck(Told one, AccountEvent.Placed placed) {
    @Nullable Instant at = placed.smsNumberCheckedAt();
    return at == null || at.isAfter(one.time()) || !isKnown(one) ? null : at;
  }

  /// When a number was last checked on a channel.
  @Nullable Instant checked(Channel channel, String number) {
    return newestCheck(channel, number, false);
  }

  /// When a number was last checked on any channel; one without a name on its own.
  @Nullable Instant checkedAnyhow(Channel channel, String number) {
    return newestCheck(channel, number, !number.isEmpty());
  }

  private @Nullable Instant newestCheck(Channel channel, String number, boolean anyChannel) {
    @Nullable Instant newest = null;
    for (Told one : all) {
      @Nullable Instant at =
          switch (one.what()) {
            case AccountEvent.NumberChecked c
                when isKnown(one)
                    && (anyChannel || c.channel() == channel)
                    && name(c.numberRef()).equals(number) ->
                one.time();
            case AccountEvent.Placed p when channel == Channel.SMS && number.isEmpty() ->
                toldCheck(one, p);
            default -> null;
          };
      newest = at != null && (newest == null || at.isAfter(newest)) ? at : newest;
    }
    return newest;
  }

  /// When somebody else was last reached at a number, also by a clock that runs ahead.
  @Nullable Instant wrongParty(Channel channel, String number) {
    @Nullable Instant newest = null;
    for (Told one : all) {
      if (one.what() instanceof Outcome.ContactAttempted a
          && a.result() == ContactResult.WRONG_PARTY
          && name(number(one, a)).equals(number)
          && (!number.isEmpty() || a.channel() == channel)
          && (newest == null || one.time().isAfter(newest))) {
        newest = one.time();
      }
    }
    return newest;
  }

  /// Whether an attempt went to somebody else: it found so itself, or a later one to the same named
  /// number did, which nobody checked in between.
  boolean isMisdirected(Attempt attempt) {
    if (attempt.result() == ContactResult.WRONG_PARTY) {
      return true;
    }
    return attempt.number() != null
        && all.stream()
            .filter(
                one ->
                    one.what() instanceof Outcome.ContactAttempted a
                        && a.result() == ContactResult.WRONG_PARTY
                        && attempt.number().equals(number(one, a))
                        && !one.time().isBefore(attempt.time()))
            .anyMatch(
                found ->
                    person.stream()
                        .noneMatch(
                            one ->
                                one.what() instanceof AccountEvent.NumberChecked c
                                    && attempt.number().equals(c.numberRef())
                                    && !one.time().isBefore(attempt.time())
                                    && !one.time().isAfter(found.time())));
  }

  /// Whether an attempt reached somebody or left a message.
  boolean isMade(Attempt attempt) {
    return attempt.result() == null
        || attempt.result() == ContactResult.CONVERSATION
        || attempt.result() == ContactResult.VOICEMAIL
        || attempt.result() == ContactResult.DELIVERED;
  }

  /// Contacts in person of which no attempt tells within a day.
  List<Told> contactsAlone(Set<Channel> channels) {
    return all.stream()
        .filter(
            one ->
                one.what() instanceof Outcome.RightPartyContact c
                    && channels.contains(c.channel())
                    && attempts.stream()
                        .noneMatch(
                            a ->
                                a.account().equals(one.account())
                                    && a.channel() == c.channel()
                                    && isMade(a)
                                    && Duration.between(a.time(), one.time())
                                            .abs()
                                            .compareTo(Duration.ofDays(1))
                                        < 0))
        .toList();
  }

  /// Those of the snapshot in force, one more for each full day since while something is owed.
  @Nullable Integer daysPastDue() {
    AccountEvent.@Nullable Snapshot latest = null;
    for (Told one : own) {
      AccountEvent.Snapshot snapshot =
          switch (one.what()) {
            case AccountEvent.Placed placement -> placement.snapshot();
            case AccountEvent.Updated updated -> updated.snapshot();
            default -> null;
          };
      if (snapshot != null
          && !snapshot.asOf().isAfter(known)
          && (latest == null || !snapshot.asOf().isBefore(latest.asOf()))) {
        latest = snapshot;
      }
    }
    if (latest == null) {
      return null;
    }
    long owed = latest.balanceMinor();
    for (Told one : own) {
      if (one.time().isAfter(latest.asOf())) {
        owed -=
            switch (one.what()) {
              case Outcome.PaymentReceived paid -> paid.amountMinor();
              case Outcome.PaymentReversed back -> -back.amountMinor();
              default -> 0;
            };
      }
    }
    return latest.daysPastDue() == 0 || owed <= 0
        ? 0
        : latest.daysPastDue() + (int) Duration.between(latest.asOf(), known).toDays();
  }

  boolean any(List<Told> told, Class<?> type) {
    return told.stream().anyMatch(one -> type.isInstance(one.what()));
  }

  static <T> @Nullable T newest(List<Told> told, Class<T> type) {
    for (Told one : told.reversed()) {
      if (type.isInstance(one.what())) {
        return type.cast(one.what());
      }
    }
    return null;
  }

  /// The place in the history of the newest of a type; −1 when there is none.
  static int last(List<Told> told, Class<?> type) {
    for (int i = told.size() - 1; i >= 0; i--) {
      if (type.isInstance(told.get(i).what())) {
        return i;
      }
    }
    return -1;
  }

  /// Every outcome is an attempt. A permit used is one as long as no outcome of it is known, and a
  /// permit reserved as long as neither is.
  private List<Attempt> attempts(List<Told> told, List<Reservation> reserved) {
    List<Attempt> all = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Told one : told) {
      if (one.what() instanceof Outcome.ContactAttempted attempt) {
        all.add(
            new Attempt(
                one.account(),
                one.time(),
                attempt.channel(),
                attempt.result(),
                attempt.place(),
                attempt.recipient() == null ? Recipient.DEBTOR : attempt.recipient(),
                number(one, attempt)));
        known.add(one.account() + "/" + attempt.permitId());
      }
    }
    for (Told one : told) {
      if (one.what() instanceof Commit used && known.add(one.account() + "/" + used.permitId())) {
        all.add(
            new Attempt(
                one.account(),
                one.time(),
                used.channel(),
                null,
                used.place(),
                Recipient.DEBTOR,
                used.numberRef()));
      }
    }
    for (Reservation one : reserved) {
      if (known.add(one.account() + "/" + one.permitId())) {
        all.add(
            new Attempt(
                one.account(),
                one.at(),
                one.channel(),
                null,
                one.place(),
                Recipient.DEBTOR,
                one.numberRef()));
      }
    }
    return all;
  }

  private static boolean isConversation(Object what) {
    return switch (what) {
      case Outcome.ContactAttempted attempt ->
          attempt.channel() == Channel.CALL && attempt.result() == ContactResult.CONVERSATION;
      case Outcome.RightPartyContact contact -> contact.channel() == Channel.CALL;
      default -> false;
    };
  }
}
