package io.quittance.local.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two decisions about an account without any contact, whose debt is sixty days overdue and more:
/// by the ladder of the shipped pack a call comes first.
class PolicyDiffTest {

  private static final Path EVENTS =
      Path.of("src/test/resources/cases/clocks-change-at-night/events.ndjson");

  private static final String SHIPPED = "../core/src/main/resources/packs/us-reg-f-2026.1.yaml";

  @TempDir Path directory;

  private Path decisions;

  /// A decision that rules alone made.
  private static String decision(int number, String account, String at) {
    return """
        {"decisionId": "00000000-0000-0000-0000-00000000000%d", "tenant": "default", "accountId": "%s",
         "debtorId": "deb-1", "trigger": {"source": "/test", "id": "%d", "type": "t"},
         "decidedAt": "%s", "policy": {"id": "us-reg-f", "version": "2026.1", "sha256": "%s"},
         "features": {"values": {}, "versions": {}}, "balanceMinor": 100000, "currency": "USD",
         "actions": [], "recommended": {"action": "call", "offer": "reminder"}, "blocked": [],
         "propensity": 1.0, "explored": false, "degraded": true, "tzdata": "2026a"}
        """
        .formatted(number, account, number, at, "0".repeat(64))
        .replace("\n", " ");
  }

  @BeforeEach
  void storeDecisions() throws IOException {
    decisions = directory.resolve("decisions.ndjson");
    Files.writeString(
        decisions,
        decision(1, "acc-1", "2026-03-10T15:00:00Z")
            + "\n{\"headers\": {}, \"data\": "
            + decision(2, "acc-1", "2026-03-11T15:00:00Z")
            + "}\n"
            + decision(3, "acc-9", "2026-03-11T15:00:00Z")
            + "\n");
  }

  /// The shipped pack, changed, and not in force before 2030.
  private String changed(String what, String into) throws IOException {
    Path file = directory.resolve("us-reg-f-next.yaml");
    String pack = Files.readString(Path.of(SHIPPED));
    assertTrue(pack.contains(what), what);
    Files.writeString(
        file,
        pack.replace(what, into)
            .replace("effectiveFrom: \"2026-01-01\"", "effectiveFrom: \"2030-01-01\""));
    return file.toString();
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--decisions", decisions.toString(), "--events", EVENTS.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void theSamePackChangesNothing() {
    CommandRun ran = run("us-reg-f", "us-reg-f");

    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        """
        2 decisions: 0 would recommend another action, 0 the same in another window or with another offer
        1 decisions left out: no event speaks of their account
        """,
        ran.out());
  }

  @Test
  void aRuleThatForbidsCallsMovesThemAndIsNamed() throws IOException {
    String next =
        changed(
            "rules:\n",
            """
            rules:
              - id: HC50
                title: no calls
                citation: ACME, handbook, 4
                from: "2030-01-01"
                actors: [third-party, creditor]
                actions: [call]
                text: "We do not call."
                ours: true
                reason: "We write."
                limit: {kind: quiet-hours, opens: "03:00", closes: "03:10"}
            """);

    CommandRun ran = run("us-reg-f", next);

    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        """
        2026-03-10T15:00:00Z acc-1 00000000-0000-0000-0000-000000000001: call -> letter  +us-reg-f/HC50 (call)
        2026-03-11T15:00:00Z acc-1 00000000-0000-0000-0000-000000000002: call -> letter  +us-reg-f/HC50 (call)
        2 decisions: 2 would recommend another action, 0 the same in another window or with another offer
               2  call -> letter
        Decisions with another action in which a rule blocks under NEW (+) or OLD (-) alone:
               2  +us-reg-f/HC50
        1 decisions left out: no event speaks of their account
        """,
        ran.out());
  }

  @Test
  void otherHoursMoveTheWindowAlone() throws IOException {
    CommandRun ran =
        run(
            "us-reg-f",
            changed("opens: \"08:00\", closes: \"21:00\"", "opens: \"12:00\", closes: \"21:00\""));

    assertTrue(
        ran.out()
            .startsWith("2 decisions: 0 would recommend another action, 2 the same in another"),
        ran.out());
  }

  @Test
  void theOtherWayRoundTheRuleIsLifted() throws IOException {
    String stricter =
        changed("opens: \"08:00\", closes: \"21:00\"", "opens: \"03:00\", closes: \"03:10\"");

    JsonNode json = new ObjectMapper().readTree(run(stricter, "us-reg-f@2026.1", "--json").out());

    assertEquals(2, json.path("otherAction").asInt());
    assertEquals(2, json.path("otherThanStored").asInt());
    assertEquals(1, json.path("withoutEvents").asInt());
    assertEquals(2, json.at("/byActions/letter -> call").asInt());
    assertEquals(2, json.at("/byRule/-us-reg-f~1HC01").asInt());
    assertEquals("us-reg-f/HC01", json.at("/changes/0/rules/0/qualifiedRule").asText());
    assertEquals("old", json.at("/changes/0/rules/0/blocksUnder").asText());
  }

  @Test
  void withoutTheBaseThePackForEverywhereDecides() {
    CommandRun ran = run("us-reg-f", "none");

    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("2 the same in another window"), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us-reg-f | us-ma | us-reg-f and us-ma are a base pack and an overlay",
        "atlantis | us-ma | atlantis is neither a file nor a pack that ships",
        "us-reg-f@1.0 | us-reg-f | us-reg-f@1.0 is neither a file nor a pack that ships"
      })
  void packsThatAreNotThereOrDoNotFitAreRefused(String old, String next, String complaint) {
    CommandRun ran = run(old, next);

    assertEquals(1, ran.status());
    assertTrue(ran.err().contains(complaint), ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--since 2026-03-01 --decisions d.ndjson --events e.ndjson | are mutually exclusive",
        "--decisions d.ndjson | Missing required argument(s): --events=FILE",
        "--since yesterday | yesterday' is neither a day, such as 2026-03-01, nor an instant",
      })
  void filesOrTopicsButNotBoth(String arguments, String complaint) {
    CommandRun ran = CommandRun.of(("diff us-reg-f none " + arguments).split(" "));

    assertEquals(2, ran.status());
    assertTrue(ran.err().contains(complaint), ran.err());
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    String servers = "127.0.0.1:" + port;

    CommandRun ran =
        CommandRun.of(
            "diff", "us-reg-f", "none", "--since", "2026-03-01", "--bootstrap-servers", servers);

    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("Topic decisions cannot be read from " + servers), ran.err());
  }

  @Test
  void whatIsNoDecisionIsToldWithFileAndLine() throws IOException {
    Files.writeString(decisions, "{\"decisionId\": 7}\n");

    CommandRun ran = run("us-reg-f", "us-reg-f");

    assertEquals(1, ran.status());
    assertTrue(ran.err().startsWith(decisions + ": line 1: "), ran.err());
  }
}
