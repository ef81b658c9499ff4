package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.local.launch.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lets 64 clients race for permits on 100 accounts through two scoring processes and checks that
/// no debtor is called more often than the law allows. Set `-Dquittance.race.requests=50000` for a
/// long race.
class PermitRaceIT {

  private static final int CLIENTS = 64;
  private static final int ACCOUNTS = 100;
  private static final int PERSONS = 34;
  private static final int REQUESTS = Integer.getInteger("quittance.race.requests", 3_000);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  /// Nine in the morning in Chicago. The race covers nine simulated days.
  private static final Instant BEGIN = Instant.parse("2026-03-09T14:00:00Z");

  private static final int DAYS = 9;
  private static final String CEASE = "cease";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;

  private static LocalIssuer issuer;
  private static TestPlatform platform;
  private static TestPlatform.Twin twin;
  private static RestClient rest;

  @BeforeAll
  static void start() throws IOException {
    issuer = LocalIssuer.start(0);
    Map<String, String> settings = new HashMap<>(RacePacks.write(directory.resolve("packs")));
    settings.put("quarkus.oidc.auth-server-url", issuer.url());
    settings.put("quarkus.oidc-client.auth-server-url", issuer.url());
    settings.put("quittance.permits.simulated-tenants", "default");
    platform = TestPlatform.start(settings, Part.SCORING);
    twin = platform.twin(Part.SCORING);
    rest = new RestClient();
  }

  @AfterAll
  static void stop() {
    rest.close();
    twin.close();
    platform.close();
    issuer.close();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void withoutCadenceTheCapIsReachedAndNeverExceeded() throws Exception {
    List<String> accounts = place("CAP", "CA", noon(), Instant.now().minus(Duration.ofDays(1)));

    PermitRace.Result result = race("cap", accounts, _ -> "").run();

    PermitAudit audit = audit("cap", Instant.now());
    check(result, audit);
    assertEquals(0, result.count("expired"));
    assertEquals(result.count("released"), audit.statuses().getOrDefault("released", 0L));
    Map<String, Integer> most = audit.most(WEEK, PermitRaceIT::person);
    print("without cadence, by the database's clock", result, most);
    assertTrue(most.values().stream().allMatch(count -> count <= 7), most::toString);
    // A permit may be released when no more requests for the person follow.
    long full = most.values().stream().filter(count -> count == 7).count();
    assertTrue(full >= 0.9 * PERSONS, most::toString);
    assertTrue(refused(result, "HC03"), result::toString);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void underRegulationFCadenceAndCapHoldOverNineDays() throws Exception {
    List<String> accounts =
        place("REGF", "US-IL", CHICAGO.getId(), BEGIN.minus(Duration.ofDays(2)));

    PermitRace.Result result = race("regf", accounts, PermitRaceIT::simulated).run();

    PermitAudit audit = audit("regf", BEGIN.plus(Duration.ofDays(DAYS)));
    check(result, audit);
    Map<String, Integer> most = audit.mostInDays(CHICAGO, 7, PermitRaceIT::person);
    Duration gap = audit.shortestGap(PermitRaceIT::person);
    int day = audit.mostInADay(CHICAGO, PermitRaceIT::person);
    print("Regulation F over nine days", result, most);
    System.out.printf("  shortest gap %s, most in a day %d%n", gap, day);
    assertTrue(most.values().stream().allMatch(count -> count <= 7), most::toString);
    assertTrue(gap.compareTo(Duration.ofHours(4)) >= 0, gap::toString);
    assertTrue(day <= 2);
    assertTrue(result.refusals().containsKey("us-reg-f/HC07"), result::toString);
  }

  /// Every second person asks in writing to be left alone, one after the other, while the clients
  /// race for permits.
  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void newsDuringTheRaceStopsWhatItForbidsFromThenOn() throws Exception {
    List<String> accounts = place("NEWS", "CA", noon(), Instant.now().minus(Duration.ofDays(1)));
    Set<String> silenced = ConcurrentHashMap.newKeySet();

    PermitRace.Result result = race("news", accounts, number -> silence(number, silenced)).run();

    assertEquals(PERSONS / 2, silenced.size());
    Map<String, Instant> known =
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .until(PermitRaceIT::publishedCeases, published -> published.size() == PERSONS / 2);
    assertEquals(silenced, known.keySet());
    PermitAudit audit = audit("news", Instant.now());
    check(result, audit);
    print("with news", result, audit.most(WEEK, PermitRaceIT::person));
    List<PermitAudit.Attempt> forbidden =
        audit.attempts().stream()
            .filter(attempt -> known.containsKey(person(attempt.accountId())))
            .filter(
                attempt ->
                    attempt
                        .at()
                        .isAfter(known.getOrDefault(person(attempt.accountId()), Instant.MAX)))
            .toList();
    assertEquals(List.of(), forbidden);
    assertEquals(0, openPermits(known.keySet()));
    assertTrue(audit.statuses().getOrDefault("revoked", 0L) > 0, audit.statuses()::toString);
    assertTrue(refused(result, "HC10"), result::toString);
    assertTrue(
        audit.attempts().stream()
            .anyMatch(attempt -> known.containsKey(person(attempt.accountId()))),
        "no permit of a silenced person was used before");
  }

  private static boolean refused(PermitRace.Result result, String ruleId) {
    return result.refusals().keySet().stream().anyMatch(rule -> rule.endsWith("/" + ruleId));
  }

  /// Publishes the cease request of the next person after every tenth request, while nobody has
  /// reached the cap.
  private static String silence(int number, Set<String> silenced) {
    int person = number / 10 * 2;
    String account = "NEWS-" + person * 3;
    if (number % 10 == 0 && person < PERSONS && silenced.add(person(account))) {
      PacedPublisher.publish(
          platform.topics(),
          List.of(
              InputRecords.event(
                  account,
                  CEASE,
                  "cease-requested",
                  Instant.now(),
                  "{\"accountId\":\"%s\"}".formatted(account))));
    }
    return "";
  }

  /// Returns by person when the decision that knows of it was published: after the commit, rounded
  /// up to the next millisecond.
  private static Map<String, Instant> publishedCeases() throws IOException {
    Map<String, Instant> published = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : platform.topics().records("decisions")) {
      JsonNode decision = JSON.readTree(record.value());
      String trigger = decision.at("/trigger/id").asText();
      if (trigger.startsWith("NEWS-") && trigger.endsWith("-" + CEASE)) {
        published.put(
            person(decision.path("accountId").asText()),
            Instant.ofEpochMilli(record.timestamp() + 1));
      }
    }
    return published;
  }

  /// Counts what may still be used of these persons.
  private static int openPermits(Set<String> persons) throws SQLException {
    String sql =
        "select account_id from scoring.permit where status = 'reserved' and account_id like"
            + " 'NEWS-%'";
    int open = 0;
    try (Connection database = platform.database();
        PreparedStatement statement = database.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        open += persons.contains(person(rows.getString(1))) ? 1 : 0;
      }
    }
    return open;
  }

  /// Checks that the stored permits match what the clients observed.
  private static void check(PermitRace.Result result, PermitAudit audit) {
    assertEquals(
        result.reserved().size(),
        audit.statuses().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(result.count("committed"), audit.statuses().getOrDefault("committed", 0L));
  }

  private static PermitAudit audit(String name, Instant end) throws Exception {
    try (Connection database = platform.database()) {
      return PermitAudit.read(database, name, end);
    }
  }

  private static void print(String name, PermitRace.Result result, Map<String, Integer> most) {
    System.out.printf(
        Locale.ROOT,
        "permits, %s: %d clients, 2 processes, %d accounts, %s%n  most calls to a person in 7 days,"
            + " number of persons by calls: %s%n",
        name,
        CLIENTS,
        ACCOUNTS,
        result,
        most.values().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
  }

  private static PermitRace race(String name, List<String> accounts, PermitRace.Moment at) {
    String token = issuer.mint("dialer", Set.of("service"), "default", Duration.ofHours(1));
    return new PermitRace(
        name,
        rest,
        List.of(platform.url(Part.SCORING), twin.url()),
        token,
        accounts,
        CLIENTS,
        REQUESTS,
        at);
  }

  /// Returns the instant of the n-th request: the requests are spread over ten hours of each of the
  /// nine days.
  private static String simulated(int number) {
    int day = (int) ((long) number * DAYS / REQUESTS);
    int first = (int) Math.ceilDiv((long) day * REQUESTS, DAYS);
    int perDay = Math.ceilDiv(REQUESTS, DAYS);
    Instant at =
        BEGIN
            .plus(Duration.ofDays(day))
            .plusMillis((number - first) * Duration.ofHours(10).toMillis() / perDay);
    return ",\"at\":\"%s\"".formatted(at);
  }

  /// Places three accounts per person: two share a debt, the third is a debt of its own.
  private static List<String> place(String prefix, String jurisdiction, String zone, Instant at) {
    List<String> accounts = IntStream.range(0, ACCOUNTS).mapToObj(i -> prefix + "-" + i).toList();
    List<InputRecords.Input> inputs = new ArrayList<>();
    for (String account : accounts) {
      String group =
          debt(account).equals(account) ? "" : ",\"debtGroup\":\"" + debt(account) + "\"";
      String json =
          """
          {"accountId":"%s","debtorId":"D-%s-%d"%s,\
          "snapshot":{"asOf":"%s","balanceMinor":125000,"currency":"USD","daysPastDue":45},\
          "actorType":"third-party","jurisdiction":"%s","timeZones":["%s"],\
          "consents":{"call":"granted","sms":"granted","email":"granted","letter":"granted"},\
          "openedAt":"%s","validationSentAt":"%s"}\
          """
              .formatted(
                  account,
                  prefix,
                  number(account) / 3,
                  group,
                  at,
                  jurisdiction,
                  zone,
                  at.minus(Duration.ofDays(300)),
                  at);
      inputs.add(InputRecords.event(account, "placed", "placed", at, json));
    }
    PacedPublisher.publish(platform.topics(), inputs);
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> placed(prefix), count -> count == ACCOUNTS);
    return accounts;
  }

  /// Returns the person of an account. Calls are counted over all debts of a person.
  private static String person(String account) {
    return account.substring(0, account.indexOf('-') + 1) + number(account) / 3;
  }

  private static int placed(String prefix) throws SQLException {
    String sql = "select count(*) from scoring.account where version > 0 and account_id like ?";
    try (Connection database = platform.database();
        PreparedStatement statement = database.prepareStatement(sql)) {
      statement.setString(1, prefix + "-%");
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  private static int number(String account) {
    return Integer.parseInt(account.substring(account.indexOf('-') + 1));
  }

  /// Returns the debt of an account: a group shared by two accounts of a person, or the account
  /// itself.
  private static String debt(String account) {
    return number(account) % 3 == 2
        ? account
        : "G-" + account.substring(0, account.indexOf('-')) + "-" + number(account) / 3;
  }

  /// Returns a time zone in which it is about noon now.
  private static String noon() {
    int behind = Instant.now().atOffset(ZoneOffset.UTC).getHour() - 12;
    return behind == 0 ? "Etc/GMT" : "Etc/GMT" + (behind > 0 ? "+" : "-") + Math.abs(behind);
  }
}
