package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The windows of HC01, HC03, HC04 and HC07 against an oracle that knows nothing of the rules'
/// algebra: it walks minute by minute and asks of each whether it is allowed.
/// `-Dquittance.policy.windows=20000` sets on how many histories.
class ContactPolicyPropertyTest {

  private static final long HISTORIES = Long.getLong("quittance.policy.windows", 10_000);
  private static final PolicyPack PACK =
      Packs.version("us-reg-f", "2025.1", "HC06", "HC13", "HC17");
  private static final int HORIZON = 24 * 60;
  private static final int MINIMUM = 30;
  private static final int REACH = 16 * 24 * 60;

  private static final String[] ZONES = {
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Europe/London",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Taipei"
  };

  /// Days of changing clocks and a plain one.
  private static final String[] DAYS = {
    "2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25", "2026-04-05", "2026-07-15"
  };

  private record Case(
      Instant at,
      List<ZoneId> zones,
      List<Instant> counted,
      List<Instant> calls,
      List<Instant> conversations,
      DebtorContext context) {}

  @Test
  void theWindowIsTheFirstThatTheOracleFinds() {
    long blocked =
        LongStream.range(0, HISTORIES)
            .parallel()
            .filter(seed -> !permitsCallAsTheOracle(seed))
            .count();

    assertTrue(blocked > HISTORIES / 10 && blocked < HISTORIES * 9 / 10, "blocked " + blocked);
  }

  /// Compares one history with the oracle, and returns whether a call is permitted.
  private static boolean permitsCallAsTheOracle(long seed) {
    Case one = random(new Random(seed));
    PolicyVerdict verdict = ContactPolicy.evaluate(Policy.of(PACK), one.context(), one.at());
    check(seed, one, verdict, Action.CALL, callRules(one));
    check(seed, one, verdict, Action.SMS, Map.of("HC01", m -> quiet(one, m)));
    return verdict.permits(Action.CALL);
  }

  private static void check(
      long seed,
      Case one,
      PolicyVerdict verdict,
      Action action,
      Map<String, Predicate<Instant>> rules) {
    String label = "seed " + seed + " " + action;
    TreeMap<String, Optional<Instant>> expected = new TreeMap<>();
    rules.forEach(
        (id, rule) -> {
          Instant first = firstMinute(one.at(), rule);
          if (first == null || first.isAfter(minute(one.at(), HORIZON))) {
            expected.put(id, Optional.ofNullable(first));
          }
        });
    if (!expected.isEmpty()) {
      assertEquals(expected, blocks(verdict, action), label);
      return;
    }
    @Nullable ContactWindow window = firstWindow(one.at(), rules);
    if (window != null && !window.notBefore().isAfter(minute(one.at(), HORIZON))) {
      assertEquals(window, verdict.window(action), label);
      assertEquals(Map.of(), blocks(verdict, action), label);
    } else {
      Map<String, Optional<Instant>> blocks = blocks(verdict, action);
      assertEquals(1, blocks.size(), label);
      assertEquals(
          Optional.ofNullable(window).map(ContactWindow::notBefore),
          blocks.values().iterator().next(),
          label);
    }
  }

  private static Map<String, Optional<Instant>> blocks(PolicyVerdict verdict, Action action) {
    Map<String, Optional<Instant>> blocks = new TreeMap<>();
    for (Blocked blocked : verdict.blocked()) {
      if (blocked.action() == action) {
        blocks.put(blocked.ruleId(), Optional.ofNullable(blocked.until()));
      }
    }
    return blocks;
  }

  private static Map<String, Predicate<Instant>> callRules(Case one) {
    return Map.of(
        "HC01", m -> quiet(one, m),
        "HC03",
            m ->
                one.counted().stream().filter(c -> c.isAfter(m.minus(Duration.ofDays(7)))).count()
                    < 7,
        "HC04", m -> afterConversation(one, m),
        "HC07", m -> cadence(one, m));
  }

  private static boolean quiet(Case one, Instant minute) {
    for (ZoneId zone : one.zones()) {
      LocalTime time = minute.atZone(zone).toLocalTime();
      if (time.getHour() < 8 || time.getHour() >= 21) {
        return false;
      }
    }
    return true;
  }

  private static boolean afterConversation(Case one, Instant minute) {
    for (ZoneId zone : one.zones()) {
      LocalDate today = minute.atZone(zone).toLocalDate();
      for (Instant conversation : one.conversations()) {
        LocalDate first = conversation.atZone(zone).toLocalDate();
        if (today.toEpochDay() - first.toEpochDay() < 7) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean cadence(Case one, Instant minute) {
    for (Instant call : one.calls()) {
      if (call.plusSeconds(4 * 3_600).isAfter(minute)) {
        return false;
      }
    }
    for (ZoneId zone : one.zones()) {
      LocalDate today = minute.atZone(zone).toLocalDate();
      if (one.calls().stream().filter(c -> c.atZone(zone).toLocalDate().equals(today)).count()
          >= 2) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Instant firstMinute(Instant from, Predicate<Instant> allowed) {
    for (int i = 0; i <= REACH; i++) {
      if (allowed.test(minute(from, i))) {
        return minute(from, i);
      }
    }
    return null;
  }

  /// The first run of at least half an hour of allowed minutes, cut after a day.
  private static @Nullable ContactWindow firstWindow(
      Instant from, Map<String, Predicate<Instant>> rules) {
    int start = -1;
    for (int i = 0; i <= REACH; i++) {
      Instant minute = minute(from, i);
      boolean allowed = rules.values().stream().allMatch(rule -> rule.test(minute));
      if (allowed && start < 0) {
        start = i;
      }
      if (start >= 0 && (!allowed || i == start + HORIZON)) {
        if (i - start >= MINIMUM) {
          return new ContactWindow(minute(from, start), minute);
        }
        start = -1;
      }
    }
    return null;
  }

  private static Instant minute(Instant from, int minutes) {
    return from.plusSeconds(60L * minutes);
  }

  private static Case random(Random random) {
    ZonedDateTime day =
        LocalDate.parse(DAYS[random.nextInt(DAYS.length)]).atStartOfDay(ZoneId.of("UTC"));
    Instant at = day.toInstant().plusSeconds(60L * (random.nextInt(4 * 1_440) - 2 * 1_440));
    List<String> zones = new ArrayList<>();
    for (int i = random.nextInt(10) < 7 ? 1 : 2; i > 0; i--) {
      zones.add(ZONES[random.nextInt(ZONES.length)]);
    }
    Histories account = new Histories("a");
    Histories sibling = new Histories("b");
    String placed = at.minus(Duration.ofDays(60)).toString();
    account.placed(placed, zones.toArray(String[]::new));
    sibling.placed(placed, zones.getFirst());
    List<Instant> counted = new ArrayList<>();
    List<Instant> calls = new ArrayList<>();
    List<Instant> conversations = new ArrayList<>();
    for (int i = random.nextInt(14); i > 0; i--) {
      Instant time = at.minusSeconds(60L * random.nextInt(9 * 1_440));
      ContactResult result =
          random.nextInt(5) == 0 ? ContactResult.NOT_CONNECTED : ContactResult.NO_ANSWER;
      (random.nextInt(4) == 0 ? sibling : account).called(time, result);
      calls.add(time);
      if (result != ContactResult.NOT_CONNECTED) {
        counted.add(time);
      }
    }
    if (random.nextInt(3) == 0) {
      Instant time = at.minusSeconds(60L * random.nextInt(10 * 1_440));
      boolean elsewhere = random.nextBoolean();
      (elsewhere ? sibling : account)
          .tell(time, new Outcome.RightPartyContact(elsewhere ? "b" : "a", Channel.CALL, null));
      conversations.add(time);
    }
    return new Case(
        at,
        zones.stream().distinct().map(ZoneId::of).toList(),
        counted,
        calls,
        conversations,
        DebtorContext.of(account.state(), List.of(sibling.state())));
  }
}
