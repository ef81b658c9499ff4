package io.quittance.simulator.audit;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A contact with the facts about its account, its debt and its debtor that were known before it.
/// Facts of the same instant do not count as known. Not thread-safe.
final class AuditedContact {

  /// An event or outcome with its time.
  record Fact(Instant at, String accountId, AccountFact event) {}

  final Instant at;
  final Outcome.ContactAttempted attempt;
  final List<Fact> own;

  /// Facts of all accounts in the same debt group, including the contact's own account.
  final List<Fact> debt;

  /// Facts of all accounts of the debtor.
  final List<Fact> person;

  final List<ZoneId> zones;
  private final AccountEvent.@Nullable Placed placed;
  private final List<String> broken = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  /// @param histories facts of each account of the debtor
  AuditedContact(Fact contact, List<List<Fact>> histories) {
    at = contact.at();
    attempt = (Outcome.ContactAttempted) contact.event();
    List<List<Fact>> known =
        histories.stream()
            .map(history -> merged(Stream.of(history)))
            .map(history -> history.stream().filter(fact -> fact.at().isBefore(at)).toList())
            .toList();
    own = merged(known.stream().filter(this::isOwn));
    placed = placed(own);
    person = merged(known.stream());
    debt = merged(known.stream().filter(history -> isOwn(history) || isSameDebt(history)));
    zones = placed == null ? List.of() : placed.timeZones().stream().map(ZoneId::of).toList();
  }

  private static List<Fact> merged(Stream<List<Fact>> histories) {
    return histories.flatMap(List::stream).sorted(Comparator.comparing(Fact::at)).toList();
  }

  private boolean isOwn(List<Fact> history) {
    return !history.isEmpty() && history.getFirst().accountId().equals(attempt.accountId());
  }

  private boolean isSameDebt(List<Fact> history) {
    AccountEvent.@Nullable Placed other = placed(history);
    return placed != null
        && other != null
        && placed.debtGroup() != null
        && placed.debtGroup().equals(other.debtGroup());
  }

  private static AccountEvent.@Nullable Placed placed(List<Fact> history) {
    for (Fact fact : history.reversed()) {
      if (fact.event() instanceof AccountEvent.Placed told) {
        return told;
      }
    }
    return null;
  }

  Channel channel() {
    return attempt.channel();
  }

  /// Returns who collects; a third party when it is not known.
  ActorType actor() {
    return placed == null ? ActorType.THIRD_PARTY : placed.actorType();
  }

  /// Returns whether the debtor lives in a region or a part of it.
  boolean isIn(String region) {
    String code = placed == null ? "" : placed.jurisdiction();
    return code.equals(region) || code.startsWith(region + "-");
  }

  /// Returns the local times wherever the debtor may be.
  Stream<LocalDateTime> clocks() {
    return zones.stream().map(zone -> LocalDateTime.ofInstant(at, zone));
  }

  static boolean holds(List<Fact> facts, Class<?> type) {
    return facts.stream().anyMatch(fact -> type.isInstance(fact.event()));
  }

  /// Returns the time of the last matching fact, [Instant#MIN] when there is none.
  static Instant last(List<Fact> facts, Predicate<AccountFact> what) {
    return facts.stream()
        .filter(fact -> what.test(fact.event()))
        .map(Fact::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  static Instant last(List<Fact> facts, Class<?> type) {
    return last(facts, type::isInstance);
  }

  /// Records a violation of a rule.
  void breaks(String rule, String text) {
    broken.add(rule);
    texts.add(text);
  }

  List<LawfulnessAudit.Violation> violations() {
    List<LawfulnessAudit.Violation> violations = new ArrayList<>();
    for (int i = 0; i < broken.size(); i++) {
      violations.add(
          new LawfulnessAudit.Violation(broken.get(i), attempt.accountId(), at, texts.get(i)));
    }
    return violations;
  }
}
