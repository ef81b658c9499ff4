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
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      Recipient recipient) {}

  final String account;
  final List<Told> person;
  final List<Told> own;
  final AccountEvent.@Nullable Placed placed;
  final List<ZoneId> zones;

  /// Also those dated later than what is known: a clock that runs ahead must not hide a call.
  final List<Attempt> attempts;

  /// Telephone conversations, also those dated later.
  final List<Told> conversations;

  private final Set<String> heardOf = new HashSet<>();
  private final Map<String, String> debts = new HashMap<>();

  OracleFacts(History history, Instant known) {
    account = history.account();
    Set<String> seen = new HashSet<>();
    List<Told> all =
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
    attempts = attempts(all, history.reserved());
    conversations = all.stream().filter(one -> isConversation(one.what())).toList();
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
  private static List<Attempt> attempts(List<Told> told, List<Reservation> reserved) {
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
                attempt.recipient() == null ? Recipient.DEBTOR : attempt.recipient()));
        known.add(one.account() + "/" + attempt.permitId());
      }
    }
    for (Told one : told) {
      if (one.what() instanceof Commit used && known.add(one.account() + "/" + used.permitId())) {
        all.add(
            new Attempt(
                one.account(), one.time(), used.channel(), null, used.place(), Recipient.DEBTOR));
      }
    }
    for (Reservation one : reserved) {
      if (known.add(one.account() + "/" + one.permitId())) {
        all.add(
            new Attempt(
                one.account(), one.at(), one.channel(), null, one.place(), Recipient.DEBTOR));
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
