package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.e2e.RestClient.Answer;
import io.quittance.e2e.audit.evidence.ConsumerLag;
import io.quittance.local.launch.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Runs the loop once with little traffic: decisions by rules, labels, a retraining request, a
/// model that is trained, approved and promoted, its decisions and their labels.
///
/// Half of the accounts are long overdue and seldom pay, so that a model has something to learn.
final class SmallLoop {

  /// Event time of the first round, long enough ago for all labels to mature.
  @SuppressWarnings("TimeInStaticInitializer")
  static final Instant BEGIN =
      Instant.now()
          .truncatedTo(ChronoUnit.DAYS)
          .minus(Duration.ofDays(120))
          .plus(Duration.ofHours(8));

  private static final int ACCOUNTS = 1_350;
  private static final String MODEL = "/v1/models/payment-30d";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final WholePlatform platform;
  private final RestClient rest;
  private final ConsumerLag lag;

  private SmallLoop(WholePlatform platform, RestClient rest, ConsumerLag lag) {
    this.platform = platform;
    this.rest = rest;
    this.lag = lag;
  }

  /// Runs the loop and returns when the labels of the champion's decisions are mature.
  static void run(WholePlatform platform) {
    try (RestClient rest = new RestClient();
        ConsumerLag lag = new ConsumerLag(platform.bootstrapServers())) {
      new SmallLoop(platform, rest, lag).run();
    }
  }

  private void run() {
    round(0, 7, 14, 21);
    advance(52);
    int version = awaitCandidate();
    requireEffects(version);
    approve(version);
    awaitChampion(version);
    round(53, 60, 67, 74, 81, 88);
    publishExceptions();
    advance(91);
    awaitMeasured(version);
  }

  /// Publishes an event of every account on each day, and payments three days later.
  private void round(int... days) {
    List<InputRecords.Input> inputs = new ArrayList<>();
    for (int day : days) {
      IntStream.range(0, ACCOUNTS).forEach(account -> inputs.add(accountEvent(account, day)));
      IntStream.range(0, ACCOUNTS)
          .filter(account -> pays(account, day))
          .forEach(account -> inputs.add(payment(account, day + 3)));
    }
    PacedPublisher.publish(platform.topics(), inputs);
    await().until(() -> lag.of("scoring") + lag.of("feedback") == 0);
  }

  /// Advances event time to a day with events of one account.
  private void advance(int day) {
    PacedPublisher.publish(
        platform.topics(), List.of(accountEvent(ACCOUNTS, day), payment(ACCOUNTS, day)));
  }

  /// Publishes a malformed record and a cease request.
  private void publishExceptions() {
    InputRecords.Input malformed = accountEvent(0, 88).withValue("{");
    InputRecords.Input cease =
        InputRecords.event(
            "LOOP-" + ACCOUNTS,
            "cease",
            "cease-requested",
            at(89),
            "{\"accountId\":\"LOOP-%d\"}".formatted(ACCOUNTS));
    PacedPublisher.publish(platform.topics(), List.of(malformed, cease));
  }

  private static boolean pays(int account, int day) {
    boolean unlikely = Math.floorMod(31 * account + 7 * day, 10) == 0;
    return (account % 2 == 0) != unlikely;
  }

  private static InputRecords.Input accountEvent(int number, int day) {
    String account = "LOOP-" + number;
    Instant at = at(day).plusSeconds(number);
    String snapshot =
        """
        "snapshot":{"asOf":"%s","balanceMinor":%d,"currency":"USD","daysPastDue":%d}\
        """
            .formatted(at, 100_000 + 100 * number, number % 2 == 0 ? 12 + day % 7 : 130 + day % 7);
    String facts =
        """
        ,"actorType":"third-party","jurisdiction":"US-IL","timeZones":["America/Chicago"],\
        "consents":{"call":"granted","sms":"granted","email":"granted","letter":"granted"},\
        "openedAt":"%s","validationSentAt":"%s\"\
        """
            .formatted(at.minus(Duration.ofDays(300)), at);
    boolean first = day == 0 || number == ACCOUNTS;
    String json =
        "{\"accountId\":\"%s\",\"debtorId\":\"D-%s\",%s%s}"
            .formatted(account, account, snapshot, first ? facts : "");
    return InputRecords.event(account, "d" + day, first ? "placed" : "updated", at, json);
  }

  private static InputRecords.Input payment(int number, int day) {
    return InputRecords.payment(
        "LOOP-" + number, "p" + day, at(day).plusSeconds(7_200 + number), 20_000);
  }

  private static Instant at(int day) {
    return BEGIN.plus(Duration.ofDays(day));
  }

  private int awaitCandidate() {
    return await()
        .until(
            () -> get(Part.REGISTRY, MODEL + "/versions", "quittance-operator"),
            page -> page.path("items").path(0).path("state").asText().equals("validated"))
        .path("items")
        .path(0)
        .path("version")
        .asInt();
  }

  /// Four weeks of decisions by rules, which explore, are enough to learn what contacts are worth,
  /// not to judge it.
  private void requireEffects(int version) {
    JsonNode metrics =
        get(Part.REGISTRY, MODEL + "/versions/" + version, "quittance-operator")
            .path("lineage")
            .path("metrics");
    if (metrics.path("effect_weeks").asInt() < ACCOUNTS) {
      throw new AssertionError("the candidate has not learnt what contacts are worth: " + metrics);
    }
  }

  private void approve(int version) {
    String path = platform.url(Part.REGISTRY) + MODEL + "/versions/" + version;
    for (String step : List.of("/approvals", "/promotions")) {
      Answer answer =
          rest.call(
              "POST", path + step, token("quittance-model-approver"), "application/json", "{}");
      assertEquals(201, answer.status(), answer.toString());
    }
  }

  private void awaitChampion(int version) {
    await()
        .until(
            () -> get(Part.SCORING, "/v1/model", "quittance-viewer").path("version").asInt(),
            served -> served == version);
  }

  private void awaitMeasured(int version) {
    await()
        .until(
            () -> get(Part.FEEDBACK, "/v1/performance", "quittance-viewer").path("versions"),
            versions ->
                versions.path(0).path("version").asInt() == version
                    && versions.path(0).path("labels").asInt() >= 2 * ACCOUNTS);
  }

  private JsonNode get(Part service, String path, String client) {
    Answer answer = rest.call("GET", platform.url(service) + path, token(client));
    return RestClient.parse(answer.body());
  }

  private String token(String client) {
    try {
      return platform.issueTokens().of(client);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500));
  }
}
