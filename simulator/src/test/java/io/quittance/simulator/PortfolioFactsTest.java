package io.quittance.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountFact;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Place;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.Region;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Checks the facts that a portfolio reports, and that contacts respect them.
class PortfolioFactsTest {

  private static final int ACCOUNTS = 1_500;
  private static final int DAYS = 120;

  private static final List<SimulatedRecord> RECORDS = new ArrayList<>();
  private static final List<AccountFact> FACTS = new ArrayList<>();

  @BeforeAll
  static void play() {
    RECORDS.addAll(played(SimulationConfig.of(ACCOUNTS, DAYS, 4)));
    RECORDS.forEach(record -> FACTS.add(fact(record)));
  }

  @Test
  void everyTypeOfFactOfTheRegionOccurs() {
    Set<String> expected = new TreeSet<>(EventTypes.accountEventTypes().keySet());
    expected.addAll(EventTypes.outcomeTypes().keySet());
    expected.remove("io.quittance.account.breathing-space-started.v1");
    expected.remove("io.quittance.account.breathing-space-ended.v1");
    expected.remove("io.quittance.account.review-concluded.v1");
    expected.remove("io.quittance.outcome.instalment-assessed.v1");
    // The simulator contacts debtors alone, and asks nobody for a language.
    expected.remove("io.quittance.account.language-recorded.v1");
    expected.remove("io.quittance.outcome.third-person-contacted.v1");
    Set<String> told =
        RECORDS.stream()
            .map(record -> record.envelope().type())
            .collect(Collectors.toCollection(TreeSet::new));
    expected.removeAll(told);
    // Rare: one in hundreds of thousands of account days.
    expected.remove("io.quittance.account.minor-reported.v1");
    expected.remove("io.quittance.account.deceased-reported.v1");
    assertEquals(Set.of(), expected);
    assertFalse(told.contains("io.quittance.account.breathing-space-started.v1"));
  }

  @Test
  void onlyEnglandAndWalesGrantBreathingSpace() {
    List<SimulatedRecord> records = played(SimulationConfig.of(400, 60, 4).withRegion(Region.GB));
    Set<String> types = records.stream().map(r -> r.envelope().type()).collect(Collectors.toSet());
    assertTrue(types.contains("io.quittance.account.breathing-space-started.v1"));
    for (SimulatedRecord record : records) {
      if (fact(record) instanceof AccountEvent.Placed placed) {
        assertTrue(placed.jurisdiction().startsWith("GB-"));
        assertEquals("GBP", placed.snapshot().currency());
      }
    }
  }

  @Test
  void placementsReportNumberChecksGroupsLimitationAndZones() {
    List<AccountEvent.Placed> placed = of(AccountEvent.Placed.class);
    double checked =
        placed.stream().filter(p -> p.smsNumberCheckedAt() != null).count() / size(placed);
    assertTrue(checked > 0.9 && checked < 0.99, "ever checked: " + checked);
    long barred =
        placed.stream()
            .filter(
                p -> {
                  Instant ends = p.limitationEndsAt();
                  return ends != null && ends.isBefore(p.snapshot().asOf());
                })
            .count();
    assertTrue(barred > 0.03 * size(placed) && barred < 0.5 * size(placed), "barred: " + barred);
    Map<String, Long> sizes =
        placed.stream()
            .collect(Collectors.groupingBy(AccountEvent.Placed::debtorId, Collectors.counting()));
    assertTrue(sizes.values().stream().anyMatch(n -> n >= 3), "a person with three debts");
    Map<String, Long> groups =
        placed.stream()
            .filter(p -> p.debtGroup() != null)
            .collect(Collectors.groupingBy(p -> p.debtGroup(), Collectors.counting()));
    assertTrue(groups.values().stream().anyMatch(n -> n >= 2), "one debt of two accounts");
    assertTrue(placed.stream().anyMatch(p -> "US-MA".equals(p.jurisdiction())));
    assertTrue(placed.stream().anyMatch(p -> p.timeZones().isEmpty()));
    assertTrue(placed.stream().anyMatch(PortfolioFactsTest::zonesThatDisagreeOnSummerTime));
    assertTrue(placed.stream().anyMatch(p -> p.timeZones().contains("America/Phoenix")));
  }

  @Test
  void mostNumbersStayVerifiedAndSomeLapse() {
    Instant end = RECORDS.getLast().envelope().time();
    Map<String, Instant> last = new HashMap<>();
    Set<String> open = new HashSet<>();
    for (int i = 0; i < RECORDS.size(); i++) {
      Instant at = RECORDS.get(i).envelope().time();
      switch (FACTS.get(i)) {
        case AccountEvent.Placed placed -> {
          open.add(placed.accountId());
          if (placed.smsNumberCheckedAt() != null) {
            last.put(placed.accountId(), placed.smsNumberCheckedAt());
          }
        }
        case AccountEvent.NumberChecked checkedAgain -> last.put(checkedAgain.accountId(), at);
        case AccountEvent.Closed closed -> open.remove(closed.accountId());
        default -> {}
      }
    }

    long fresh =
        open.stream()
            .filter(id -> last.getOrDefault(id, Instant.MIN).isAfter(end.minusSeconds(60 * 86_400)))
            .count();

    double share = fresh / (double) open.size();
    assertTrue(share > 0.75 && share < 0.97, "fresh: " + share);
  }

  @Test
  void everyChannelIsRefusedAndSeveralKeywordsOccur() {
    assertEquals(
        EnumSet.allOf(Channel.class),
        of(Outcome.OptedOut.class).stream()
            .map(Outcome.OptedOut::channel)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Channel.class))));
    assertTrue(
        of(Outcome.ReplyReceived.class).stream().map(Outcome.ReplyReceived::word).distinct().count()
            > 2);
  }

  /// The oracle reads only the records: no contact follows a refusal that came after its decision.
  @Test
  void noContactFollowsARefusalThatItsDecisionCouldNotKnow() {
    Map<String, String> debtorOf = new HashMap<>();
    Map<String, Instant> decided = new HashMap<>();
    Map<String, Instant> refused = new HashMap<>();
    int contacts = 0;
    for (int i = 0; i < RECORDS.size(); i++) {
      SimulatedRecord record = RECORDS.get(i);
      Instant at = record.envelope().time();
      if (record.deciding()) {
        decided.put(record.accountId(), at);
      }
      switch (FACTS.get(i)) {
        case AccountEvent.Placed placed -> debtorOf.put(placed.accountId(), placed.debtorId());
        case AccountEvent.ConsentChanged changed when changed.consent() != Consent.GRANTED ->
            refused.put(debtor(debtorOf, changed.accountId()) + changed.channel(), at);
        case Outcome.OptedOut left ->
            refused.put(debtor(debtorOf, left.accountId()) + left.channel(), at);
        case Outcome.ReplyReceived reply ->
            refused.put(debtor(debtorOf, reply.accountId()) + reply.channel(), at);
        case AccountEvent.InconvenienceStated stated -> {
          for (Channel channel : Channel.values()) {
            refused.put(debtor(debtorOf, stated.accountId()) + channel, at);
          }
        }
        case Outcome.ContactAttempted attempt when attempt.decisionId() != null -> {
          contacts++;
          Instant word = refused.get(debtor(debtorOf, attempt.accountId()) + attempt.channel());
          assertTrue(
              word == null || word.isBefore(decided.get(attempt.accountId())),
              () -> attempt + " at " + at + " after " + word);
          assertEquals(
              switch (attempt.channel()) {
                case CALL -> attempt.place() == Place.HOME ? Place.HOME : Place.MOBILE;
                case SMS -> Place.MOBILE;
                case LETTER -> Place.HOME;
                case EMAIL -> null;
              },
              attempt.place());
        }
        default -> {}
      }
    }
    assertTrue(contacts > 10_000, "contacts " + contacts);
  }

  private static String debtor(Map<String, String> debtorOf, String accountId) {
    return Objects.requireNonNull(debtorOf.get(accountId)) + "/";
  }

  private static boolean zonesThatDisagreeOnSummerTime(AccountEvent.Placed placed) {
    Instant summer = Instant.parse("2026-07-01T12:00:00Z");
    return placed.timeZones().stream()
            .map(zone -> ZoneId.of(zone).getRules().isDaylightSavings(summer))
            .distinct()
            .count()
        > 1;
  }

  private static double size(List<?> list) {
    return list.size();
  }

  private static <T> List<T> of(Class<T> type) {
    return FACTS.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static AccountFact fact(SimulatedRecord record) {
    return EventCodec.accountFact(record.envelope().type(), record.data());
  }

  private static List<SimulatedRecord> played(SimulationConfig config) {
    Simulation simulation = Simulation.create(config);
    RandomPlatform platform = RandomPlatform.uniform();
    List<SimulatedRecord> records = new ArrayList<>();
    for (int day = 0; day < config.days(); day++) {
      List<SimulatedRecord> events = simulation.accountEvents(day);
      records.addAll(events);
      List<SimulatedRecord> outcomes = simulation.outcomes(day, platform.decide(events));
      platform.observe(outcomes);
      records.addAll(outcomes);
    }
    return records;
  }
}
