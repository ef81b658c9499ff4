package io.quittance.core.contact;

import io.quittance.core.contact.History.Told;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The instants from a question on at which the answer of [LawOracle] may change: it is asked at
/// each of them, and what it says holds until the next. Which instants these are is the only thing
/// known here of the rules; that none is missing is tested by asking in between.
final class OracleTimeline {

  private final LawOracle oracle;
  private final OracleFacts facts;
  private final List<PolicyPack> packs;
  private final Instant from;
  private final Instant end;
  private final Instant lawEnd;
  private final List<Instant> single = new ArrayList<>();
  private final TreeSet<Instant> lawChanges = new TreeSet<>();
  private final Set<LocalTime> clocks = new TreeSet<>();
  private final Set<ZoneId> fixedClocks = new HashSet<>();
  private final List<LawOracle.Moment> points = new ArrayList<>();
  private Instant reached;

  /// @param end where nobody looks further
  /// @param lawEnd when other packs hold: nothing is lawful by these from then on
  OracleTimeline(
      LawOracle oracle,
      OracleFacts facts,
      List<PolicyPack> packs,
      Instant from,
      Instant end,
      Instant lawEnd) {
    this.oracle = oracle;
    this.facts = facts;
    this.packs = packs;
    this.from = from;
    this.end = end;
    this.lawEnd = lawEnd;
    clocks.add(LocalTime.MIDNIGHT);
    for (PolicyPack pack : packs) {
      for (Rule rule : pack.rules()) {
        collect(rule);
      }
    }
    for (Told one : facts.person) {
      if (one.what() instanceof AccountEvent.InconvenienceStated stated) {
        for (WeeklyWindow window : stated.times()) {
          clocks.add(window.from());
          clocks.add(window.to());
        }
      }
    }
    for (Told one : facts.conversations) {
      single.add(one.time());
    }
    for (Told one : facts.person) {
      if (one.what() instanceof AccountEvent.CallRequested) {
        single.add(one.time());
      }
    }
    single.addAll(lawChanges);
    single.add(lawEnd);
    single.removeIf(instant -> !instant.isAfter(from) || !instant.isBefore(end));
    points.add(oracle.moment(from));
    reached = from;
  }

  private void collect(Rule rule) {
    lawChanges.add(OracleCatalogue.starts(rule.from(), facts.zones));
    if (rule.to() != null) {
      lawChanges.add(OracleCatalogue.ends(rule.to(), facts.zones));
    }
    switch (rule.limit()) {
      case TimeLimit.QuietHours quiet -> {
        clocks.add(quiet.opens());
        clocks.add(quiet.closes());
      }
      case TimeLimit.WeeklyHours hours -> {
        for (TimeLimit.DailyHours one : hours.hours()) {
          clocks.add(one.opens());
          clocks.add(one.closes());
        }
        if (hours.clock() != null) {
          fixedClocks.add(hours.clock());
        }
      }
      case FrequencyLimit.ContactCap _, FrequencyLimit.MinimumGap _, TimeLimit.WaitingTime _ -> {}
      case ChannelLimit.DisprovedNumber _ -> {}
      case FrequencyLimit.AttemptCap cap ->
          facts.attempts.forEach(attempt -> single.add(attempt.time().plus(cap.window())));
      case FrequencyLimit.Cadence cadence ->
          facts.attempts.forEach(attempt -> single.add(attempt.time().plus(cadence.minGap())));
      case ChannelLimit.CheckedNumber checked ->
          single.addAll(oracle.checksEnd(checked.within(), checked.channels()));
      case TimeLimit.Moratorium moratorium ->
          single.addAll(oracle.crisesEnd(moratorium.afterCrisis()));
      case FrequencyLimit.AfterConversation _,
          TimeLimit.Inconvenient _,
          ChannelLimit.Workplace _ -> {}
      case CountingRule.NotCounted _, CountingRule.CountingScope _, StatusLimit.StopStatus _ -> {}
      case ChannelLimit.RefusedChannel _,
          ChannelLimit.RevokedConsent _,
          StatusLimit.TailoredRoute _ -> {}
      case StatusLimit.ValidationAndDispute _,
          ReviewLimit.TimeBarred _,
          ReviewLimit.HumanDecision _ -> {}
      case StatusLimit.UnknownInput _,
          ChannelLimit.ThirdPersons _,
          StatusLimit.LanguageAsked _ -> {}
    }
  }

  /// The point of an index, null at the end.
  LawOracle.@Nullable Moment point(int index) {
    while (index >= points.size() && reached.isBefore(end)) {
      grow();
    }
    return index < points.size() ? points.get(index) : null;
  }

  /// Some days more. Days are taken in UTC with a margin of one on both sides, so that every zone's
  /// clocks are in.
  private void grow() {
    Instant until = reached.plus(Duration.ofDays(4));
    if (until.isAfter(end)) {
      until = end;
    }
    TreeSet<Instant> found = new TreeSet<>();
    Set<ZoneId> zones = new HashSet<>(facts.zones);
    zones.addAll(fixedClocks);
    for (ZoneId zone : zones) {
      LocalDate day = LocalDate.ofInstant(reached, zone);
      LocalDate last = LocalDate.ofInstant(until, zone);
      for (; !day.isAfter(last); day = day.plusDays(1)) {
        for (LocalTime clock : clocks) {
          strikes(zone, day.atTime(clock), found);
        }
      }
      @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(reached);
      if (change != null && change.getInstant().isBefore(until)) {
        found.add(change.getInstant());
      }
    }
    found.addAll(single);
    for (Instant instant : found) {
      if (instant.isAfter(reached) && !instant.isAfter(until)) {
        points.add(oracle.moment(instant));
      }
    }
    reached = until;
  }

  /// When a clock shows a time: once, twice or never.
  private static void strikes(ZoneId zone, LocalDateTime time, Set<Instant> found) {
    for (ZoneOffset offset : zone.getRules().getValidOffsets(time)) {
      found.add(time.toInstant(offset));
    }
  }

  /// A stretch of time.
  record Span(Instant from, Instant to) {
    boolean lasts(Duration least) {
      return !from.plus(least).isAfter(to);
    }
  }

  /// Whether a rule or a pack begins or ends between the question and an instant.
  boolean lawChanges(Instant until) {
    return !lawEnd.isAfter(until) || !lawChanges.subSet(from, false, until, true).isEmpty();
  }

  /// The first stretch, at least so long, in which something holds, that begins by `latest`. None
  /// goes on over a change of the law.
  @Nullable Span first(Predicate<LawOracle.Moment> allowed, Duration least, Instant latest) {
    @Nullable Instant start = null;
    for (int i = 0; ; i++) {
      LawOracle.@Nullable Moment moment = point(i);
      Instant point = moment == null ? lawEnd : moment.instant();
      boolean holds = moment != null && point.isBefore(lawEnd) && allowed.test(moment);
      if (start != null && (!holds || lawChanges.contains(point))) {
        Span span = new Span(start, point);
        if (span.lasts(least)) {
          return span;
        }
        start = null;
      }
      if (moment == null || (start == null && point.isAfter(latest))) {
        return null;
      }
      if (holds && start == null) {
        start = point;
      }
    }
  }

  /// The first instant, within the reach, at which a rule by itself does not forbid, whatever packs
  /// hold then; null when there is none.
  @Nullable Instant free(PolicyPack pack, Rule rule, Action action, @Nullable Place place) {
    if (LawOracle.isTimeless(rule.limit())) {
      return freed(pack, rule, action, place);
    }
    for (int i = 0; ; i++) {
      LawOracle.@Nullable Moment point = point(i);
      if (point == null || !point.instant().isBefore(end)) {
        return null;
      }
      if (!oracle.forbids(pack, rule, action, place, point)) {
        return point.instant();
      }
    }
  }

  /// Only the law can change what a timeless rule says.
  private @Nullable Instant freed(
      PolicyPack pack, Rule rule, Action action, @Nullable Place place) {
    if (!oracle.forbids(pack, rule, action, place, oracle.moment(from))) {
      return from;
    }
    for (Instant change : lawChanges.subSet(from, false, end, false)) {
      if (!oracle.forbids(pack, rule, action, place, oracle.moment(change))) {
        return change;
      }
    }
    return null;
  }

  /// Whether a timeless rule forbids and no change of the law is in reach.
  boolean isHopeless(Action action, @Nullable Place place) {
    if (!lawChanges.subSet(from, false, lawEnd, false).isEmpty()) {
      return false;
    }
    LawOracle.Moment now = oracle.moment(from);
    return packs.stream()
        .anyMatch(
            pack ->
                pack.rules().stream()
                    .filter(rule -> LawOracle.isTimeless(rule.limit()))
                    .anyMatch(rule -> oracle.forbids(pack, rule, action, place, now)));
  }

  /// Whether no rule forbids. The rule that did so last is asked first, since it is likely to go
  /// on.
  Predicate<LawOracle.Moment> lawful(Action action, @Nullable Place place) {
    List<PolicyPack> asked = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (PolicyPack one : packs) {
      for (Rule other : one.rules()) {
        if (oracle.mayForbid(other, action)) {
          asked.add(one);
          rules.add(other);
        }
      }
    }
    return new Predicate<>() {
      private @Nullable PolicyPack pack;
      private @Nullable Rule rule;

      @Override
      public boolean test(LawOracle.Moment moment) {
        if (!oracle.mayReach(packs, moment.instant())) {
          return false;
        }
        if (pack != null && rule != null && oracle.forbids(pack, rule, action, place, moment)) {
          return false;
        }
        for (int i = 0; i < rules.size(); i++) {
          if (oracle.forbids(asked.get(i), rules.get(i), action, place, moment)) {
            pack = asked.get(i);
            rule = rules.get(i);
            return false;
          }
        }
        return true;
      }
    };
  }
}
