package io.quittance.core.contact;

import io.quittance.core.contact.History.Told;
import io.quittance.core.contact.OracleFacts.Attempt;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a contact at an instant is lawful: each rule asked by itself, of that instant alone,
/// with the raw events in hand. It knows nothing of windows, of facts or of how the policy is
/// computed; it is slow, and meant to be read beside the text of the rules.
final class LawOracle {

  private final OracleFacts facts;
  private final @Nullable ActorType actor;
  private final Set<String> jurisdictions;
  private final boolean bestNumber;
  private final @Nullable ThirdPerson other;
  private final List<Told> conversations;
  private final Set<StatusLimit.Stop> stopped = EnumSet.noneOf(StatusLimit.Stop.class);
  private final Map<Channel, Consent> consents = new EnumMap<>(Channel.class);
  private final IdentityHashMap<ChannelLimit.RevokedConsent, Set<Channel>> revoked =
      new IdentityHashMap<>();
  private final IdentityHashMap<Rule, Concern> concerned = new IdentityHashMap<>();
  private final IdentityHashMap<PolicyPack, List<Rule>> modifiers = new IdentityHashMap<>();
  private final IdentityHashMap<Limit, Map<Attempt, Boolean>> exempt = new IdentityHashMap<>();
  private final boolean vulnerable;
  private final @Nullable Instant validated;
  private final @Nullable Instant disputed;

  /// For contacts that name no number: any that is known may be meant.
  LawOracle(OracleFacts facts) {
    this(facts, false, null);
  }

  /// For contacts with somebody other than the debtor.
  LawOracle(OracleFacts facts, ThirdPerson other) {
    this(facts, false, other);
  }

  /// @param bestNumber whether the contact goes to the best number that is known
  LawOracle(OracleFacts facts, boolean bestNumber) {
    this(facts, bestNumber, null);
  }

  private LawOracle(OracleFacts facts, boolean bestNumber, @Nullable ThirdPerson other) {
    this.bestNumber = bestNumber;
    this.other = other;
    this.facts = facts;
    actor = facts.placed == null ? null : facts.placed.actorType();
    jurisdictions = facts.placed == null ? Set.of() : facts.jurisdictions;
    conversations = facts.conversations;
    for (StatusLimit.Stop stop : StatusLimit.Stop.values()) {
      if (stops(stop)) {
        stopped.add(stop);
      }
    }
    for (Channel channel : Channel.values()) {
      consents.put(channel, consent(channel));
    }
    vulnerable = isVulnerable();
    validated = validationSent();
    disputed = disputeOpened();
  }

  /// The ids of all rules that forbid the contact.
  SortedSet<String> forbidding(
      List<PolicyPack> packs, Action action, @Nullable Place place, Instant instant) {
    Moment moment = moment(instant);
    SortedSet<String> ids = new TreeSet<>();
    for (PolicyPack pack : packs) {
      for (Rule rule : pack.rules()) {
        if (forbids(pack, rule, action, place, moment)) {
          ids.add(rule.id());
        }
      }
    }
    return ids;
  }

  /// Whether a rule is about such contacts with the person reached.
  boolean speaksOf(Rule rule, Action action) {
    return rule.actions().contains(action)
        && rule.persons().contains(other == null ? ContactedPerson.DEBTOR : other.relation());
  }

  /// Nobody but the debtor is reached unless a rule says how often and what for.
  boolean mayReach(List<PolicyPack> packs, Instant instant) {
    return other == null
        || packs.stream()
            .flatMap(pack -> pack.rules().stream())
            .anyMatch(
                rule ->
                    rule.limit() instanceof ChannelLimit.ThirdPersons
                        && rule.persons().contains(other.relation())
                        && binds(rule, instant));
  }

  boolean lawful(List<PolicyPack> packs, Action action, @Nullable Place place, Instant instant) {
    Moment moment = moment(instant);
    for (PolicyPack pack : packs) {
      for (Rule rule : pack.rules()) {
        if (forbids(pack, rule, action, place, moment)) {
          return false;
        }
      }
    }
    return true;
  }

  /// An instant and what the clocks show then where the debtor may be.
  record Moment(Instant instant, List<LocalDateTime> clocks) {}

  Moment moment(Instant instant) {
    List<LocalDateTime> clocks = new ArrayList<>(facts.zones.size());
    for (ZoneId zone : facts.zones) {
      clocks.add(LocalDateTime.ofInstant(instant, zone));
    }
    return new Moment(instant, clocks);
  }

  boolean forbids(PolicyPack pack, Rule rule, Action action, @Nullable Place place, Moment moment) {
    if (!speaksOf(rule, action) || !binds(rule, moment.instant())) {
      return false;
    }
    Channel channel = action.channel().orElseThrow();
    return switch (rule.limit()) {
      case TimeLimit.QuietHours quiet -> isQuiet(quiet, moment);
      case TimeLimit.WeeklyHours hours -> isClosed(hours, moment);
      case FrequencyLimit.ContactCap cap ->
          isOverCap(pack, cap, rule.persons(), channel, place, moment);
      case ChannelLimit.ThirdPersons persons -> isReachedTooOften(persons);
      case StatusLimit.LanguageAsked asked ->
          !asked.carries().contains(action)
              && !facts.any(facts.person, AccountEvent.LanguageRecorded.class);
      case FrequencyLimit.MinimumGap gap -> isTooSoon(pack, gap, channel, moment);
      case TimeLimit.WaitingTime waiting -> isWaiting(waiting, moment);
      case ChannelLimit.DisprovedNumber number ->
          number.channels().contains(channel) && isDisproved(channel);
      case TimeLimit.Inconvenient _ -> isInconvenient(channel, place, moment);
      case FrequencyLimit.AttemptCap cap -> isOverCap(pack, cap, channel, place, moment);
      case FrequencyLimit.AfterConversation after ->
          isAfterConversation(pack, after, moment)
              && !(channel == Channel.CALL && isAskedForNow(pack, moment));
      case FrequencyLimit.Cadence cadence -> isTooDense(pack, cadence, channel, moment);
      case ChannelLimit.RefusedChannel _ -> consents.get(channel) == Consent.REFUSED;
      case StatusLimit.StopStatus stop -> isStopped(stop);
      case ChannelLimit.Workplace _ -> isAtForbiddenWork(channel, place);
      case ChannelLimit.CheckedNumber checked -> isUnchecked(checked, channel, moment.instant());
      case StatusLimit.ValidationAndDispute validation -> isUnvalidated(validation, action);
      case ChannelLimit.RevokedConsent consent -> revoked(consent).contains(channel);
      case TimeLimit.Moratorium moratorium -> isMoratorium(moratorium, moment);
      case StatusLimit.TailoredRoute _ -> vulnerable;
      case StatusLimit.UnknownInput unknown -> isUnknown(unknown, action, channel);
      case CountingRule.NotCounted _, CountingRule.CountingScope _ -> false;
      case ReviewLimit.TimeBarred _, ReviewLimit.HumanDecision _ -> false;
    };
  }

  /// Whether a limit says the same at any instant.
  static boolean isTimeless(Limit limit) {
    return switch (limit) {
      case ChannelLimit.RefusedChannel _, StatusLimit.StopStatus _, ChannelLimit.Workplace _ ->
          true;
      case StatusLimit.ValidationAndDispute _,
          ChannelLimit.RevokedConsent _,
          StatusLimit.TailoredRoute _ ->
          true;
      case StatusLimit.UnknownInput _, CountingRule.NotCounted _, CountingRule.CountingScope _ ->
          true;
      case ReviewLimit.HumanDecision _, ChannelLimit.ThirdPersons _, StatusLimit.LanguageAsked _ ->
          true;
      case TimeLimit.QuietHours _,
          TimeLimit.Inconvenient _,
          FrequencyLimit.AttemptCap _,
          FrequencyLimit.Cadence _ ->
          false;
      case FrequencyLimit.AfterConversation _,
          ChannelLimit.CheckedNumber _,
          TimeLimit.Moratorium _ ->
          false;
      case TimeLimit.WeeklyHours _, FrequencyLimit.ContactCap _, FrequencyLimit.MinimumGap _ ->
          false;
      case ChannelLimit.DisprovedNumber _ -> true;
      case ReviewLimit.TimeBarred _, TimeLimit.WaitingTime _ -> false;
    };
  }

  /// Whether a rule bars a decision of people.
  boolean bars(Rule rule, Instant instant) {
    return switch (rule.limit()) {
      case ReviewLimit.TimeBarred _ -> isTimeBarred(instant);
      case StatusLimit.StopStatus stop -> isStopped(stop);
      case TimeLimit.Moratorium moratorium -> isMoratorium(moratorium, moment(instant));
      case StatusLimit.TailoredRoute _ -> vulnerable;
      case ReviewLimit.HumanDecision _ -> false;
      case StatusLimit.ValidationAndDispute validation -> isDisputed(validation);
      default -> throw new IllegalArgumentException(rule.id() + " is no rule about decisions");
    };
  }

  // 12 CFR 1006.26(b)

  private boolean isTimeBarred(Instant instant) {
    @Nullable Instant ends = facts.placed == null ? null : facts.placed.limitationEndsAt();
    return ends == null || !instant.isBefore(ends);
  }

  /// Whether a rule is in force for this account.
  boolean binds(Rule rule, Instant instant) {
    Concern concern = concerned.computeIfAbsent(rule, this::concern);
    return concern.concerned()
        && (concern.isSurelyInForce(instant)
            || inForce(rule.from(), rule.to(), facts.zones, instant));
  }

  /// Whether a rule is one of this account, and from when to when it is in force on every clock.
  private record Concern(boolean concerned, Instant from, Instant to) {
    boolean isSurelyInForce(Instant instant) {
      return instant.isAfter(from) && instant.isBefore(to);
    }
  }

  private Concern concern(Rule rule) {
    LocalDate to = rule.to();
    return new Concern(
        concerns(rule),
        rule.from().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        to == null ? Instant.MAX : to.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /// Whether a rule may ever forbid such a contact of this account.
  boolean mayForbid(Rule rule, Action action) {
    return speaksOf(rule, action) && concerned.computeIfAbsent(rule, this::concern).concerned();
  }

  private boolean concerns(Rule rule) {
    return (actor == null || rule.actors().contains(actor))
        && (facts.placed == null
            || facts.placed.debtKind() == null
            || rule.debtKinds().isEmpty()
            || rule.debtKinds().contains(facts.placed.debtKind()))
        && (jurisdictions.isEmpty()
            || jurisdictions.stream().anyMatch(one -> isWithin(rule.jurisdictions(), one)));
  }

  /// Whether a date range holds at an instant: it has begun on some clock of the debtor, and on
  /// some clock it is not over. Without a zone the clock may be any on earth.
  static boolean inForce(
      LocalDate from, @Nullable LocalDate to, List<ZoneId> zones, Instant instant) {
    List<ZoneId> clocks =
        zones.isEmpty() ? List.of(ZoneId.of("+14:00"), ZoneId.of("-12:00")) : zones;
    return clocks.stream().anyMatch(zone -> !LocalDate.ofInstant(instant, zone).isBefore(from))
        && (to == null
            || clocks.stream().anyMatch(zone -> LocalDate.ofInstant(instant, zone).isBefore(to)));
  }

  /// A rule of no jurisdiction holds everywhere, and an unknown place is within all. Who lives in
  /// `US-NY` may live in `US-NY-NYC`.
  static boolean isWithin(List<String> jurisdictions, @Nullable String jurisdiction) {
    return jurisdictions.isEmpty()
        || jurisdiction == null
        || jurisdictions.stream()
            .anyMatch(
                code ->
                    jurisdiction.equals(code)
                        || jurisdiction.startsWith(code + "-")
                        || (jurisdiction.contains("-") && code.startsWith(jurisdiction + "-")));
  }

  // 15 U.S.C. 1692b(3), 1692c(b); CQLR c., s. 4

  private boolean isReachedTooOften(ChannelLimit.ThirdPersons limit) {
    return other != null
        && (!limit.purposes().contains(other.purpose())
            || facts.timesReached(other.ref()) >= limit.max());
  }

  // 12 CFR 1006.6(b)(1)(i)

  private static boolean isQuiet(TimeLimit.QuietHours quiet, Moment moment) {
    return moment.clocks().isEmpty()
        || moment.clocks().stream()
            .map(LocalDateTime::toLocalTime)
            .anyMatch(time -> !isOpen(time, quiet.opens(), quiet.closes()));
  }

  private static boolean isOpen(LocalTime time, LocalTime opens, LocalTime closes) {
    boolean over = !closes.equals(LocalTime.MIDNIGHT) && !time.isBefore(closes);
    return !time.isBefore(opens) && !over;
  }

  // SOR/2021-181 Schedule 5(1); s. 34(4); Law 3758/2009 art. 4(4)

  private static boolean isClosed(TimeLimit.WeeklyHours hours, Moment moment) {
    List<LocalDateTime> clocks =
        hours.clock() == null
            ? moment.clocks()
            : List.of(LocalDateTime.ofInstant(moment.instant(), hours.clock()));
    return clocks.isEmpty() || clocks.stream().anyMatch(clock -> isClosed(hours, clock));
  }

  private static boolean isClosed(TimeLimit.WeeklyHours hours, LocalDateTime clock) {
    return LawHolidays.isHoliday(hours.holidays(), clock.toLocalDate())
        || hours.hours().stream()
            .filter(one -> one.days().contains(clock.getDayOfWeek()))
            .noneMatch(one -> isOpen(clock.toLocalTime(), one.opens(), one.closes()));
  }

  // s. 34(1); Law 3758/2009 art. 4(4)

  private boolean isWaiting(TimeLimit.WaitingTime waiting, Moment moment) {
    @Nullable LocalDate overdue = null;
    if (waiting.since() == TimeLimit.Since.OVERDUE) {
      Integer late = facts.daysPastDue();
      if (late == null || late == 0) {
        return true;
      }
      for (int i = 0; i < facts.zones.size(); i++) {
        overdue = LocalDate.ofInstant(facts.known, facts.zones.get(i)).minusDays(late);
        if (moment.clocks().get(i).toLocalDate().isBefore(overdue.plusDays(waiting.days()))) {
          return true;
        }
      }
      return facts.zones.isEmpty();
    }
    if (validated == null || facts.zones.isEmpty()) {
      return true;
    }
    for (int i = 0; i < facts.zones.size(); i++) {
      if (days(validated, moment.instant(), facts.zones.get(i)) < waiting.days()) {
        return true;
      }
    }
    return false;
  }

  // Law 3758/2009 art. 4(4)

  private boolean isTooSoon(
      PolicyPack pack, FrequencyLimit.MinimumGap gap, Channel channel, Moment moment) {
    if (!gap.channels().contains(channel)) {
      return false;
    }
    for (Attempt attempt : facts.attempts) {
      if (gap.channels().contains(attempt.channel())
          && isCountedWith(pack, attempt.account(), moment)
          && !isExempt(pack, attempt, moment)) {
        if (facts.zones.isEmpty()) {
          return true;
        }
        for (ZoneId zone : facts.zones) {
          if (days(attempt.time(), moment.instant(), zone) < gap.days()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  // 12 CFR 1006.6(d)

  /// A number that turned out to be somebody else's, with no check since.
  private boolean isDisproved(Channel channel) {
    Set<String> numbers = facts.numbers(channel);
    return bestNumber
        ? !numbers.isEmpty() && numbers.stream().allMatch(n -> isDisproved(channel, n))
        : numbers.stream().anyMatch(n -> isDisproved(channel, n));
  }

  private boolean isDisproved(Channel channel, String number) {
    @Nullable Instant wrong = facts.wrongParty(channel, number);
    @Nullable Instant check = facts.checkedAnyhow(channel, number);
    return wrong != null && (check == null || !check.isAfter(wrong));
  }

  // 12 CFR 1006.6(b)(1)

  private boolean isInconvenient(Channel channel, @Nullable Place place, Moment moment) {
    Set<String> seen = new TreeSet<>();
    for (Told one : facts.person.reversed()) {
      if (one.what() instanceof AccountEvent.InconvenienceStated stated
          && seen.add(one.account())
          && (isAt(stated.places(), place)
              || (channel != Channel.LETTER && isWithin(stated.times(), moment)))) {
        return true;
      }
    }
    return false;
  }

  /// A place that is not known may be any of them.
  private static boolean isAt(List<Place> places, @Nullable Place place) {
    return place == null ? !places.isEmpty() : places.contains(place);
  }

  private static boolean isWithin(List<WeeklyWindow> times, Moment moment) {
    if (moment.clocks().isEmpty()) {
      return !times.isEmpty();
    }
    return times.stream()
        .anyMatch(time -> moment.clocks().stream().anyMatch(clock -> isWithin(time, clock)));
  }

  /// By what the clock shows: also twice in the hour that comes twice.
  private static boolean isWithin(WeeklyWindow window, LocalDateTime clock) {
    LocalTime time = clock.toLocalTime();
    DayOfWeek today = clock.getDayOfWeek();
    boolean begun = !time.isBefore(window.from());
    boolean over = !time.isBefore(window.to());
    if (window.from().isBefore(window.to())) {
      return window.days().contains(today) && begun && !over;
    }
    return (window.days().contains(today) && begun)
        || (window.days().contains(today.minus(1)) && !over);
  }

  // 12 CFR 1006.14(b)(2)(i)(A), (b)(3), (b)(4); 940 CMR 7.04(1)(f)

  private boolean isOverCap(
      PolicyPack pack,
      FrequencyLimit.AttemptCap cap,
      Channel channel,
      @Nullable Place place,
      Moment moment) {
    if (!cap.channels().contains(channel) || !isPlace(cap.places(), place)) {
      return false;
    }
    if (channel == Channel.CALL && isAskedForNow(pack, moment)) {
      return false;
    }
    Instant after = moment.instant().minus(cap.window());
    int count = 0;
    for (Attempt attempt : facts.attempts) {
      if (attempt.time().isAfter(after)
          && cap.channels().contains(attempt.channel())
          && isPlace(cap.places(), attempt.place())
          && isCountedWith(pack, attempt.account(), moment)
          && !isExempt(pack, attempt, moment)) {
        count++;
      }
    }
    return count >= cap.max();
  }

  // 12 CFR 1006.14(b)(2)(i)(A) and Supplement I; D.C. Code 28-3814(d)(4); RCW 19.16.250(13), (18)

  private boolean isOverCap(
      PolicyPack pack,
      FrequencyLimit.ContactCap cap,
      Set<ContactedPerson> persons,
      Channel channel,
      @Nullable Place place,
      Moment moment) {
    if (!cap.channels().contains(channel)
        || !isPlace(cap.places(), place)
        || (channel == Channel.CALL && other == null && isAskedForNow(pack, moment))) {
      return false;
    }
    List<Instant> counted = new ArrayList<>();
    for (Told one : facts.othersReached) {
      if (one.what() instanceof Outcome.ThirdPersonContacted contact
          && persons.contains(contact.relation())
          && cap.channels().contains(contact.channel())
          && isCountedWith(pack, cap.scope(), one.account(), moment)) {
        counted.add(one.time());
      }
    }
    for (Attempt attempt : facts.attempts) {
      if (persons.contains(ContactedPerson.DEBTOR)
          && cap.channels().contains(attempt.channel())
          && isPlace(cap.places(), attempt.place())
          && isCountedWith(pack, cap.scope(), attempt.account(), moment)
          && (cap.counting() == FrequencyLimit.Counting.ATTEMPTS || facts.isMade(attempt))
          && !isExempt(pack, attempt, moment)) {
        counted.add(attempt.time());
      }
    }
    if (cap.counting() == FrequencyLimit.Counting.CONTACTS_MADE
        && persons.contains(ContactedPerson.DEBTOR)) {
      for (Told one : facts.contactsAlone(cap.channels())) {
        if (isCountedWith(pack, cap.scope(), one.account(), moment)) {
          counted.add(one.time());
        }
      }
    }
    if (facts.zones.isEmpty()) {
      return counted.size() >= cap.max();
    }
    for (int i = 0; i < facts.zones.size(); i++) {
      ZoneId zone = facts.zones.get(i);
      LocalDate first = windowBegins(cap, moment.clocks().get(i).toLocalDate());
      if (counted.size() >= cap.max()
          && counted.stream()
                  .filter(time -> !LocalDate.ofInstant(time, zone).isBefore(first))
                  .count()
              >= cap.max()) {
        return true;
      }
    }
    return false;
  }

  private static LocalDate windowBegins(FrequencyLimit.ContactCap cap, LocalDate today) {
    if (cap.days() != null) {
      return today.minusDays(cap.days() - 1L);
    }
    return switch (Objects.requireNonNull(cap.calendar())) {
      case DAY -> today;
      case WEEK -> today.minusDays(today.getDayOfWeek().getValue() - 1L);
      case MONTH -> today.withDayOfMonth(1);
    };
  }

  private static boolean isPlace(Set<Place> places, @Nullable Place place) {
    return places.isEmpty() || place == null || places.contains(place);
  }

  /// The widest scope that a rule of the pack names; the whole debtor when none does, and when it
  /// is not known whether the rule binds.
  private boolean isCountedWith(PolicyPack pack, String account, Moment moment) {
    return isCountedWith(pack, null, account, moment);
  }

  private boolean isCountedWith(
      PolicyPack pack, Limit.@Nullable Scope own, String account, Moment moment) {
    Limit.@Nullable Scope widest = own;
    for (Rule rule : modifiers(pack)) {
      if (own == null
          && rule.limit() instanceof CountingRule.CountingScope told
          && actor != null
          && binds(rule, moment.instant())
          && (widest == null || told.scope().compareTo(widest) > 0)) {
        widest = told.scope();
      }
    }
    return isInScope(widest, account);
  }

  /// The rules of a pack that say what is counted.
  private List<Rule> modifiers(PolicyPack pack) {
    return modifiers.computeIfAbsent(
        pack,
        _ ->
            pack.rules().stream()
                .filter(
                    rule ->
                        rule.limit() instanceof CountingRule.NotCounted
                            || rule.limit() instanceof CountingRule.CountingScope)
                .toList());
  }

  private boolean isInScope(Limit.@Nullable Scope scope, String account) {
    return switch (scope) {
      case null -> true;
      case ACCOUNT -> facts.isOwn(account);
      case DEBT -> facts.sameDebt(account, facts.account);
      case DEBTOR -> true;
    };
  }

  private boolean isExempt(PolicyPack pack, Attempt attempt, Moment moment) {
    for (Rule rule : modifiers(pack)) {
      if (rule.limit() instanceof CountingRule.NotCounted not
          && actor != null
          && binds(rule, moment.instant())
          && exempt
              .computeIfAbsent(not, _ -> new IdentityHashMap<>())
              .computeIfAbsent(attempt, one -> isExempt(not, one))) {
        return true;
      }
    }
    return false;
  }

  private boolean isExempt(CountingRule.NotCounted not, Attempt attempt) {
    return not.results().contains(attempt.result())
        || not.recipients().contains(attempt.recipient())
        || (not.misdirected() && facts.isMisdirected(attempt))
        || isAskedFor(not.consentDays(), attempt);
  }

  private boolean isAskedFor(int consentDays, Attempt attempt) {
    if (attempt.channel() != Channel.CALL || facts.zones.isEmpty()) {
      return false;
    }
    return facts.person.stream()
        .filter(one -> one.what() instanceof AccountEvent.CallRequested)
        .filter(one -> one.account().equals(attempt.account()))
        .filter(one -> !one.time().isAfter(attempt.time()))
        .filter(
            one ->
                conversations.stream()
                    .filter(talk -> talk.account().equals(one.account()))
                    .noneMatch(
                        talk ->
                            talk.time().isAfter(one.time())
                                && talk.time().isBefore(attempt.time())))
        .anyMatch(
            one ->
                facts.zones.stream()
                    .allMatch(zone -> days(one.time(), attempt.time(), zone) < consentDays));
  }

  /// Whether a call now would be one that the debtor asked for on this account, of which nothing
  /// was spoken since.
  private boolean isAskedForNow(PolicyPack pack, Moment moment) {
    for (Rule rule : modifiers(pack)) {
      if (rule.limit() instanceof CountingRule.NotCounted not
          && actor != null
          && binds(rule, moment.instant())
          && !facts.zones.isEmpty()
          && facts.own.stream()
              .filter(one -> one.what() instanceof AccountEvent.CallRequested)
              .filter(one -> !one.time().isAfter(moment.instant()))
              .filter(
                  one ->
                      conversations.stream()
                          .filter(talk -> talk.account().equals(one.account()))
                          .noneMatch(
                              talk ->
                                  talk.time().isAfter(one.time())
                                      && !talk.time().isAfter(moment.instant())))
              .anyMatch(
                  one ->
                      facts.zones.stream()
                          .allMatch(
                              zone ->
                                  days(one.time(), moment.instant(), zone) < not.consentDays()))) {
        return true;
      }
    }
    return false;
  }

  private static long days(Instant from, Instant to, ZoneId zone) {
    return LocalDate.ofInstant(to, zone).toEpochDay()
        - LocalDate.ofInstant(from, zone).toEpochDay();
  }

  // 12 CFR 1006.14(b)(2)(i)(B)

  private boolean isAfterConversation(
      PolicyPack pack, FrequencyLimit.AfterConversation after, Moment moment) {
    for (Told one : conversations) {
      if (isCountedWith(pack, one.account(), moment)) {
        if (facts.zones.isEmpty()) {
          return true;
        }
        for (int i = 0; i < facts.zones.size(); i++) {
          LocalDate spoke = LocalDate.ofInstant(one.time(), facts.zones.get(i));
          if (moment.clocks().get(i).toLocalDate().toEpochDay() - spoke.toEpochDay()
              < after.days()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  // CFPB Debt Collection Rule FAQ, call frequency

  private boolean isTooDense(
      PolicyPack pack, FrequencyLimit.Cadence cadence, Channel channel, Moment moment) {
    if (!cadence.channels().contains(channel)) {
      return false;
    }
    List<Attempt> counted =
        facts.attempts.stream()
            .filter(attempt -> cadence.channels().contains(attempt.channel()))
            .filter(attempt -> isCountedWith(pack, attempt.account(), moment))
            .toList();
    if (counted.stream()
        .anyMatch(attempt -> moment.instant().isBefore(attempt.time().plus(cadence.minGap())))) {
      return true;
    }
    if (facts.zones.isEmpty()) {
      return !counted.isEmpty();
    }
    for (int i = 0; i < facts.zones.size(); i++) {
      ZoneId zone = facts.zones.get(i);
      LocalDate today = moment.clocks().get(i).toLocalDate();
      if (counted.stream()
              .filter(attempt -> LocalDate.ofInstant(attempt.time(), zone).equals(today))
              .count()
          >= cadence.maxPerDay()) {
        return true;
      }
    }
    return false;
  }

  // 12 CFR 1006.14(h), 1006.6(e)

  /// What was said last about a channel on any account, and of what was said at one instant the
  /// most cautious. A refusal told with a placement was said, too; a grant told with one never
  /// lifts a refusal, and holds where nothing, or nothing definite, was said before.
  private Consent consent(Channel channel) {
    Instant time = Instant.MIN;
    Consent newest = Consent.UNKNOWN;
    @Nullable Instant granted = null;
    for (Told one : facts.person) {
      @Nullable Consent said = said(one.what(), channel);
      if (said != null && (one.time().isAfter(time) || caution(said) > caution(newest))) {
        newest = said;
        time = one.time();
      }
      if (one.what() instanceof AccountEvent.Placed placed
          && placed.consents().get(channel) == Consent.GRANTED) {
        granted = one.time();
      }
    }
    boolean placedLater = granted != null && granted.isAfter(time);
    return newest == Consent.UNKNOWN && placedLater ? Consent.GRANTED : newest;
  }

  private static @Nullable Consent said(Object what, Channel channel) {
    return switch (what) {
      case AccountEvent.ConsentChanged changed when changed.channel() == channel ->
          changed.consent();
      case AccountEvent.Placed placed when placed.consents().get(channel) == Consent.REFUSED ->
          Consent.REFUSED;
      case Outcome.OptedOut left when left.channel() == channel -> Consent.REFUSED;
      case Outcome.ReplyReceived reply when reply.channel() == channel -> Consent.REFUSED;
      default -> null;
    };
  }

  private static int caution(Consent consent) {
    return switch (consent) {
      case GRANTED -> 0;
      case UNKNOWN -> 1;
      case REFUSED -> 2;
    };
  }

  // 12 CFR 1006.6(a), (b)(2), (c), 1006.30(b)

  private boolean isStopped(StatusLimit.StopStatus stop) {
    return !Collections.disjoint(stop.statuses(), stopped);
  }

  private boolean stops(StatusLimit.Stop stop) {
    return switch (stop) {
      case CEASE -> facts.any(facts.person, AccountEvent.CeaseRequested.class);
      case ATTORNEY -> facts.any(facts.person, AccountEvent.AttorneyRetained.class);
      case BANKRUPTCY -> facts.any(facts.person, AccountEvent.BankruptcyFiled.class);
      case DECEASED -> facts.any(facts.person, AccountEvent.DeceasedReported.class);
      case MINOR -> facts.any(facts.person, AccountEvent.MinorReported.class);
      case IDENTITY_THEFT -> facts.any(facts.own, AccountEvent.IdentityTheftReported.class);
      case CLOSED ->
          OracleFacts.last(facts.own, AccountEvent.Closed.class)
              > OracleFacts.last(facts.own, AccountEvent.Placed.class);
      case PAID -> isPaid() || isClosed(CloseReason.PAID);
      case SETTLED -> isClosed(CloseReason.SETTLED);
    };
  }

  private boolean isClosed(CloseReason reason) {
    int closed = OracleFacts.last(facts.own, AccountEvent.Closed.class);
    return closed > OracleFacts.last(facts.own, AccountEvent.Placed.class)
        && facts.own.get(closed).what() instanceof AccountEvent.Closed told
        && told.reason() == reason;
  }

  /// The latest snapshot less what came after it.
  private boolean isPaid() {
    AccountEvent.@Nullable Snapshot latest = null;
    for (Told one : facts.own) {
      AccountEvent.Snapshot told =
          switch (one.what()) {
            case AccountEvent.Placed placed -> placed.snapshot();
            case AccountEvent.Updated updated -> updated.snapshot();
            default -> null;
          };
      if (told != null && (latest == null || !told.asOf().isBefore(latest.asOf()))) {
        latest = told;
      }
    }
    if (latest == null) {
      return false;
    }
    long balance = latest.balanceMinor();
    for (Told one : facts.own) {
      if (one.time().isAfter(latest.asOf())) {
        balance -=
            switch (one.what()) {
              case Outcome.PaymentReceived paid -> paid.amountMinor();
              case Outcome.PaymentReversed back -> -back.amountMinor();
              default -> 0;
            };
      }
    }
    return balance <= 0;
  }

  // 12 CFR 1006.6(b)(3), 1006.22(f)

  private boolean isAtForbiddenWork(Channel channel, @Nullable Place place) {
    if (place != Place.WORK && place != null) {
      return false;
    }
    return switch (channel) {
      case SMS, EMAIL -> true;
      case CALL, LETTER -> {
        @Nullable Instant allowed = latest(told -> workplace(told, true));
        yield allowed == null || !isBefore(latest(told -> workplace(told, false)), allowed);
      }
    };
  }

  private static boolean workplace(Object told, boolean allowed) {
    return told instanceof AccountEvent.WorkplaceContactStated stated
        && stated.allowed() == allowed;
  }

  /// When something was told last on any account, null if never.
  private @Nullable Instant latest(Predicate<Object> what) {
    for (Told one : facts.person.reversed()) {
      if (what.test(one.what())) {
        return one.time();
      }
    }
    return null;
  }

  /// Never is before everything.
  private static boolean isBefore(@Nullable Instant one, Instant other) {
    return one == null || one.isBefore(other);
  }

  // 12 CFR 1006.6(d)(5)

  private boolean isUnchecked(
      ChannelLimit.CheckedNumber checked, Channel channel, Instant instant) {
    if (!checked.channels().contains(channel)) {
      return false;
    }
    Set<String> numbers = facts.numbers(channel);
    Predicate<String> good =
        number -> {
          @Nullable Instant at = facts.checked(channel, number);
          @Nullable Instant wrong = facts.wrongParty(channel, number);
          return at != null
              && (wrong == null || wrong.isBefore(at))
              && instant.isBefore(at.plus(checked.within()));
        };
    return bestNumber
        ? numbers.stream().noneMatch(good)
        : numbers.isEmpty() || !numbers.stream().allMatch(good);
  }

  /// When checks of numbers lose their worth under a limit.
  List<Instant> checksEnd(Duration within, Set<Channel> channels) {
    List<Instant> ends = new ArrayList<>();
    for (Channel channel : channels) {
      for (String number : facts.numbers(channel)) {
        Instant at = facts.checked(channel, number);
        if (at != null) {
          ends.add(at.plus(within));
        }
      }
    }
    return ends;
  }

  // 12 CFR 1006.34, 1006.38

  private boolean isUnvalidated(StatusLimit.ValidationAndDispute validation, Action action) {
    if (validated == null && !validation.carries().contains(action)) {
      return true;
    }
    return isDisputed(validation);
  }

  private boolean isDisputed(StatusLimit.ValidationAndDispute validation) {
    if (disputed == null || validation.anyDispute() || validated == null) {
      return disputed != null;
    }
    if (validation.receiptBusinessDays() == null) {
      return disputed.isBefore(validated.plus(validation.validationPeriod()));
    }
    return facts.zones.isEmpty()
        || facts.zones.stream()
            .anyMatch(
                zone ->
                    !LocalDate.ofInstant(disputed, zone)
                        .isAfter(periodEnds(validation, LocalDate.ofInstant(validated, zone))));
  }

  // 12 CFR 1006.34(b)(5)

  /// The last day of the period: so many days after that of receipt, which is the last of so many
  /// working days after that of sending.
  private static LocalDate periodEnds(StatusLimit.ValidationAndDispute validation, LocalDate sent) {
    LocalDate day = sent;
    int working = 0;
    while (working < Objects.requireNonNull(validation.receiptBusinessDays())) {
      day = day.plusDays(1);
      boolean free =
          day.getDayOfWeek() == DayOfWeek.SATURDAY
              || day.getDayOfWeek() == DayOfWeek.SUNDAY
              || LawHolidays.isHoliday(validation.holidays(), day);
      working += free ? 0 : 1;
    }
    return day.plusDays(validation.validationPeriod().toDays());
  }

  /// When the dispute was opened that is open; null when none is.
  private @Nullable Instant disputeOpened() {
    int opened = OracleFacts.last(facts.own, AccountEvent.DisputeOpened.class);
    boolean open =
        opened > OracleFacts.last(facts.own, AccountEvent.DisputeResolved.class)
            && opened > OracleFacts.last(facts.own, AccountEvent.VerificationSent.class);
    return open ? facts.own.get(opened).time() : null;
  }

  private @Nullable Instant validationSent() {
    @Nullable Instant first = null;
    for (Told one : facts.own) {
      @Nullable Instant sent =
          switch (one.what()) {
            case AccountEvent.ValidationSent _ -> one.time();
            case AccountEvent.Placed placed -> placed.validationSentAt();
            default -> null;
          };
      if (sent != null && (first == null || sent.isBefore(first))) {
        first = sent;
      }
    }
    return first;
  }

  // 47 CFR 64.1200(a)(10)

  private Set<Channel> revoked(ChannelLimit.RevokedConsent limit) {
    return revoked.computeIfAbsent(
        limit,
        _ ->
            limit.channels().stream()
                .filter(channel -> isRevoked(limit, channel))
                .collect(Collectors.toSet()));
  }

  private boolean isRevoked(ChannelLimit.RevokedConsent limit, Channel channel) {
    @Nullable Instant granted = latest(told -> isSaid(told, channel, Consent.GRANTED));
    return facts.person.stream()
        .filter(one -> isInScope(limit.scope(), one.account()))
        .filter(one -> takesBack(limit, one.what(), channel))
        .anyMatch(one -> granted == null || !one.time().isBefore(granted));
  }

  /// A refusal of one of the channels takes back all; one that comes with a placement leaves what
  /// the placement grants.
  private static boolean takesBack(
      ChannelLimit.RevokedConsent limit, Object told, Channel channel) {
    return switch (told) {
      case AccountEvent.ConsentChanged changed ->
          changed.consent() == Consent.REFUSED && limit.channels().contains(changed.channel());
      case Outcome.OptedOut left -> limit.channels().contains(left.channel());
      case Outcome.ReplyReceived reply -> limit.words().contains(reply.word());
      case AccountEvent.Placed placed ->
          placed.consents().get(channel) != Consent.GRANTED
              && limit.channels().stream()
                  .anyMatch(one -> placed.consents().get(one) == Consent.REFUSED);
      default -> false;
    };
  }

  private static boolean isSaid(Object told, Channel channel, Consent consent) {
    return told instanceof AccountEvent.ConsentChanged changed
        && changed.channel() == channel
        && changed.consent() == consent;
  }

  // Debt Respite Scheme Regulations 2020

  private boolean isMoratorium(TimeLimit.Moratorium moratorium, Moment moment) {
    return facts.person.stream()
        .anyMatch(
            one ->
                one.what() instanceof AccountEvent.BreathingSpaceStarted started
                    && isMoratorium(moratorium, started.kind(), one.time(), moment));
  }

  private boolean isMoratorium(
      TimeLimit.Moratorium moratorium, BreathingSpace kind, Instant start, Moment moment) {
    @Nullable Instant ended = endOfBreathing(start);
    return switch (kind) {
      case MENTAL_HEALTH_CRISIS ->
          ended == null || moment.instant().isBefore(ended.plus(moratorium.afterCrisis()));
      case STANDARD -> ended == null && isBreathing(start, moratorium, moment);
    };
  }

  /// The day after its first is day 1 of so many.
  private boolean isBreathing(Instant start, TimeLimit.Moratorium moratorium, Moment moment) {
    boolean breathing = facts.zones.isEmpty();
    for (int i = 0; i < facts.zones.size(); i++) {
      LocalDate first = LocalDate.ofInstant(start, facts.zones.get(i));
      LocalDate last =
          moratorium.months() == null
              ? first.plusDays(moratorium.days())
              : first.plusMonths(moratorium.months());
      breathing |= !moment.clocks().get(i).toLocalDate().isAfter(last);
    }
    return breathing;
  }

  /// What is known has happened: an end that is known is over.
  private @Nullable Instant endOfBreathing(Instant start) {
    for (Told one : facts.person) {
      if (one.what() instanceof AccountEvent.BreathingSpaceEnded && one.time().isAfter(start)) {
        return one.time();
      }
    }
    return null;
  }

  /// When the effects of ends of breathing spaces end.
  List<Instant> crisesEnd(Duration afterCrisis) {
    return facts.person.stream()
        .filter(one -> one.what() instanceof AccountEvent.BreathingSpaceEnded)
        .map(one -> one.time().plus(afterCrisis))
        .toList();
  }

  // CONC 7, PRIN 2A

  private boolean isVulnerable() {
    @Nullable Instant reported = latest(told -> told instanceof AccountEvent.VulnerabilityReported);
    return reported != null
        && !isBefore(
            reported,
            Objects.requireNonNullElse(
                latest(told -> told instanceof AccountEvent.VulnerabilityEnded), Instant.MIN));
  }

  // Fail closed

  private boolean isUnknown(StatusLimit.UnknownInput unknown, Action action, Channel channel) {
    return facts.placed == null
        || facts.zones.isEmpty()
        || (unknown.consentFor().contains(action) && consents.get(channel) == Consent.UNKNOWN);
  }
}
