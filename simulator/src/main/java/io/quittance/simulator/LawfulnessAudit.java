package io.quittance.simulator;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.ActorType;
import io.quittance.core.event.Channel;
import io.quittance.core.event.Consent;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Judges every contact made on a recommendation by what the law would have seen: the whole history
/// of the debtor, read again from the records for each contact. It shares no code with the contact
/// policy, so that an error there cannot hide here. Contacts without a decision are facts, not
/// judged. Disputes and validation information bind third parties only.
public final class LawfulnessAudit {

  private static final LocalTime DAY_BEGINS = LocalTime.of(8, 0);
  private static final LocalTime DAY_ENDS = LocalTime.of(21, 0);
  private static final int MOST_CALLS = 7;
  private static final Duration CALL_WINDOW = Duration.ofDays(7);
  private static final int DAYS_AFTER_CONVERSATION = 7;
  private static final Duration VALIDATION_GRACE = Duration.ofDays(5);

  private final Map<String, List<Fact>> byAccount = new HashMap<>();
  private final Map<String, String> debtorOf = new HashMap<>();
  private final List<Fact> contacts = new ArrayList<>();

  /// A contact that broke a rule.
  ///
  /// @param ruleId such as `HC03`
  public record Violation(String ruleId, String accountId, Instant at, String text) {}

  private record Fact(Instant at, String accountId, Object event) {}

  /// Takes a record of the simulation, or of any other source, into the history.
  public void observe(SimulatedRecord record) {
    Object event =
        switch (record.kind()) {
          case ACCOUNT_EVENTS -> EventCodec.accountEvent(record.envelope().type(), record.data());
          case OUTCOMES -> EventCodec.outcome(record.envelope().type(), record.data());
        };
    Fact fact = new Fact(record.envelope().time(), record.accountId(), event);
    byAccount.computeIfAbsent(record.accountId(), _ -> new ArrayList<>()).add(fact);
    if (event instanceof AccountEvent.Placed placed) {
      debtorOf.put(placed.accountId(), placed.debtorId());
    }
    if (event instanceof Outcome.ContactAttempted attempt && attempt.decisionId() != null) {
      contacts.add(fact);
    }
  }

  /// Contacts judged.
  public long contacts() {
    return contacts.size();
  }

  /// Every rule broken by every contact, in the order of time.
  public List<Violation> violations() {
    Map<String, List<String>> accountsOf = new HashMap<>();
    debtorOf.forEach(
        (account, debtor) ->
            accountsOf.computeIfAbsent(debtor, _ -> new ArrayList<>()).add(account));
    List<Violation> violations = new ArrayList<>();
    for (Fact contact : contacts) {
      String debtor = debtorOf.get(contact.accountId());
      List<String> household =
          debtor == null
              ? List.of(contact.accountId())
              : Objects.requireNonNull(accountsOf.get(debtor));
      violations.addAll(judge(contact, household));
    }
    violations.sort(Comparator.comparing(Violation::at).thenComparing(Violation::ruleId));
    return violations;
  }

  /// Violations by rule; empty when all was lawful.
  public Map<String, Long> violationsByRule() {
    Map<String, Long> counts = new LinkedHashMap<>();
    violations().forEach(violation -> counts.merge(violation.ruleId(), 1L, Long::sum));
    return counts;
  }

  private List<Violation> judge(Fact contact, List<String> household) {
    List<Fact> own = before(contact, Stream.of(contact.accountId()));
    List<Fact> person = before(contact, household.stream());
    Channel channel = ((Outcome.ContactAttempted) contact.event()).channel();
    List<Violation> broken = new ArrayList<>();
    List<ZoneId> zones = zones(own);
    Verdict verdict = (rule, text) -> broken.add(violation(rule, contact, text));
    if (zones.isEmpty()) {
      verdict.broken("HC23", "no time zone is known");
    }
    if (channel != Channel.LETTER && zones.stream().anyMatch(zone -> quiet(contact.at(), zone))) {
      verdict.broken("HC01", "outside 08:00 to 21:00 where the debtor may be");
    }
    consent(channel, person, verdict);
    if (channel == Channel.CALL) {
      calls(contact, own, zones, verdict);
    }
    status(own, person, verdict);
    if (actor(own) == ActorType.THIRD_PARTY) {
      dispute(own, verdict);
      validation(contact, own, verdict);
    }
    return broken;
  }

  private static void consent(Channel channel, List<Fact> person, Verdict verdict) {
    Consent known = Consent.UNKNOWN;
    boolean optedOut = false;
    for (Fact fact : person) {
      if (fact.event() instanceof AccountEvent.Placed placed
          && placed.consents().containsKey(channel)) {
        known = Objects.requireNonNull(placed.consents().get(channel));
      } else if (fact.event() instanceof AccountEvent.ConsentChanged changed
          && changed.channel() == channel) {
        known = changed.consent();
      } else if (fact.event() instanceof Outcome.OptedOut left && left.channel() == channel) {
        optedOut = true;
      }
    }
    if (known == Consent.REFUSED) {
      verdict.broken("HC08", "the debtor refused this medium");
    } else if (known == Consent.UNKNOWN && channel != Channel.LETTER) {
      verdict.broken("HC23", "no consent is known for this medium");
    }
    if (optedOut) {
      verdict.broken("HC09", "the debtor opted out");
    }
  }

  private static void calls(Fact contact, List<Fact> own, List<ZoneId> zones, Verdict verdict) {
    long earlier =
        own.stream()
            .filter(fact -> fact.at().isAfter(contact.at().minus(CALL_WINDOW)))
            .filter(fact -> isCountedCall(fact.event()))
            .count();
    if (earlier + 1 > MOST_CALLS) {
      verdict.broken("HC03", (earlier + 1) + " calls within seven days");
    }
    boolean tooSoon =
        own.stream()
            .filter(fact -> isConversation(fact.event()))
            .anyMatch(fact -> zones.stream().anyMatch(zone -> near(fact, contact, zone)));
    if (tooSoon) {
      verdict.broken("HC04", "within seven days of a conversation");
    }
  }

  private static void status(List<Fact> own, List<Fact> person, Verdict verdict) {
    if (holds(person, AccountEvent.CeaseRequested.class)) {
      verdict.broken("HC10", "the debtor asked that communication cease");
    }
    if (holds(person, AccountEvent.AttorneyRetained.class)) {
      verdict.broken("HC11", "an attorney represents the debtor");
    }
    if (holds(person, AccountEvent.BankruptcyFiled.class)
        || holds(person, AccountEvent.DeceasedReported.class)
        || holds(own, AccountEvent.IdentityTheftReported.class)
        || lastOf(own, AccountEvent.Closed.class).isAfter(lastOf(own, AccountEvent.Placed.class))) {
      verdict.broken("HC16", "bankrupt, deceased, identity theft or closed");
    }
  }

  private static void dispute(List<Fact> own, Verdict verdict) {
    Instant disputed = lastOf(own, AccountEvent.DisputeOpened.class);
    if (disputed.isAfter(lastOf(own, AccountEvent.VerificationSent.class))
        && disputed.isAfter(lastOf(own, AccountEvent.DisputeResolved.class))) {
      verdict.broken("HC14", "disputed, and verification has not been sent");
    }
  }

  private static void validation(Fact contact, List<Fact> own, Verdict verdict) {
    boolean sent =
        own.stream()
            .anyMatch(
                fact ->
                    fact.event() instanceof AccountEvent.ValidationSent
                        || (fact.event() instanceof AccountEvent.Placed placed
                            && placed.validationSentAt() != null));
    boolean overdue =
        own.stream()
            .filter(fact -> fact.event() instanceof Outcome.ContactAttempted)
            .anyMatch(fact -> fact.at().plus(VALIDATION_GRACE).isBefore(contact.at()));
    if (!sent && overdue) {
      verdict.broken("HC14", "no validation information within five days of the first contact");
    }
  }

  private List<Fact> before(Fact contact, Stream<String> accounts) {
    return accounts
        .flatMap(account -> byAccount.getOrDefault(account, List.of()).stream())
        .filter(fact -> fact.at().isBefore(contact.at()))
        .sorted(Comparator.comparing(Fact::at))
        .toList();
  }

  private static List<ZoneId> zones(List<Fact> own) {
    return own.stream()
        .filter(fact -> fact.event() instanceof AccountEvent.Placed)
        .reduce((_, last) -> last)
        .map(fact -> ((AccountEvent.Placed) fact.event()).timeZones())
        .orElse(List.of())
        .stream()
        .map(ZoneId::of)
        .toList();
  }

  private static ActorType actor(List<Fact> own) {
    return own.stream()
        .filter(fact -> fact.event() instanceof AccountEvent.Placed)
        .reduce((_, last) -> last)
        .map(fact -> ((AccountEvent.Placed) fact.event()).actorType())
        .orElse(ActorType.THIRD_PARTY);
  }

  private static boolean quiet(Instant at, ZoneId zone) {
    LocalTime local = at.atZone(zone).toLocalTime();
    return local.isBefore(DAY_BEGINS) || !local.isBefore(DAY_ENDS);
  }

  /// The date of the conversation is day 1, so the first lawful date is seven days later.
  private static boolean near(Fact conversation, Fact contact, ZoneId zone) {
    LocalDate spoke = conversation.at().atZone(zone).toLocalDate();
    LocalDate calls = contact.at().atZone(zone).toLocalDate();
    return ChronoUnit.DAYS.between(spoke, calls) < DAYS_AFTER_CONVERSATION;
  }

  private static boolean isCountedCall(Object event) {
    return event instanceof Outcome.ContactAttempted attempt
        && attempt.channel() == Channel.CALL
        && attempt.result() != Outcome.ContactResult.NOT_CONNECTED;
  }

  private static boolean isConversation(Object event) {
    return event instanceof Outcome.ContactAttempted attempt
        && attempt.channel() == Channel.CALL
        && attempt.result() == Outcome.ContactResult.CONVERSATION;
  }

  private static boolean holds(List<Fact> facts, Class<?> type) {
    return facts.stream().anyMatch(fact -> type.isInstance(fact.event()));
  }

  private static Instant lastOf(List<Fact> facts, Class<?> type) {
    return facts.stream()
        .filter(fact -> type.isInstance(fact.event()))
        .map(Fact::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  private static Violation violation(String rule, Fact contact, String text) {
    return new Violation(rule, contact.accountId(), contact.at(), text);
  }

  private interface Verdict {
    void broken(String rule, String text);
  }
}
