package io.quittance.local.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTryTest {

  private static final Path CASES = Path.of("src/test/resources/cases");

  private static final String OVERLAY =
      """
      id: acme
      version: "1"
      title: ACME
      type: overlay
      jurisdictions: [%s]
      effectiveFrom: "2020-01-01"
      assumptions: ["We call in the morning."]
      rules:
        - id: HC50
          title: our hours
          citation: ACME, handbook, 3
          from: "2020-01-01"
          actors: [third-party, creditor]
          actions: [call]
          text: "We call from 9 to 11 in the morning."
          ours: true
          reason: "Our callers work in the morning."
          limit: {kind: quiet-hours, opens: "09:00", closes: "11:00"}
      """;

  @TempDir Path directory;

  /// Asks about a case at 20:00 UTC of 15 April 2026.
  private static CommandRun run(String name, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "try",
                "--events",
                CASES.resolve(name).resolve("events.ndjson").toString(),
                "--at",
                "2026-04-15T20:00:00Z"));
    arguments.addAll(Arrays.asList(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private String overlay(String jurisdiction) throws IOException {
    Path file = directory.resolve("acme.yaml");
    Files.writeString(file, OVERLAY.formatted(jurisdiction));
    return file.toString();
  }

  @Test
  void aPackOnTrialNeedsNoSignatureAndIsCalledATrial() throws IOException {
    String file = overlay("US");

    CommandRun ran = run("number-of-somebody-else", "--number", "n-2", "--pack", file);

    assertEquals(0, ran.status(), ran.err());
    assertTrue(
        ran.out()
            .startsWith(
                "TRIAL: acme 1 from " + file + "; no signature was looked at, and no service"),
        ran.out());
    assertTrue(ran.out().contains("us-reg-f 2026.1, acme 1 (TRIAL)"), ran.out());
    assertTrue(
        ran.out()
            .contains(
                """
                          acme/HC50 [ACME, handbook, 3] until 2026-04-16 09:00: We call from 9 to 11 in the morning.
                            ours: Our callers work in the morning.
                """),
        ran.out());
  }

  @Test
  void aPackOnTrialThatHasNoSaySaysWhy() throws IOException {
    CommandRun ran = run("number-of-somebody-else", "--pack", overlay("CA-ON"));

    assertTrue(
        ran.out()
            .contains(
                "TRIAL: acme has no say here: it covers CA-ON, and the debtor lives in US-IL"),
        ran.out());
    assertFalse(ran.out().contains("HC50"), ran.out());
  }

  @Test
  void aPackOnTrialTakesThePlaceOfTheVersionThatShips() throws IOException {
    Path file = directory.resolve("us-reg-f.yaml");
    Path shipped = Path.of("../core/src/main/resources/packs/us-reg-f-2026.1.yaml");
    Files.writeString(
        file,
        Files.readString(shipped)
            .replace("version: \"2026.1\"", "version: \"2026.1-trial\"")
            .replace("opens: \"08:00\", closes: \"21:00\"", "opens: \"08:00\", closes: \"12:00\""));

    CommandRun ran = run("number-of-somebody-else", "--number", "n-2", "--pack", file.toString());

    assertTrue(ran.out().contains("TRIAL: us-reg-f 2026.1, which ships, makes way"), ran.out());
    assertTrue(ran.out().contains("us-reg-f/HC01 [12 CFR 1006.6(b)(1)(i)]"), ran.out());
  }

  @Test
  void aNumberAndAPlaceAreAskedAboutAtOnce() {
    assertTrue(
        run("number-of-somebody-else", "--number", "n-1").out().contains("us-reg-f/HC13a ["));
    assertTrue(
        run("number-of-somebody-else", "--number", "n-2")
            .out()
            .contains("  sms     permitted  2026-04-15 15:00 to"));
    assertTrue(run("number-of-somebody-else", "--place", "work").out().contains("us-reg-f/HC12 ["));
  }

  @ParameterizedTest
  @CsvSource({
    "neighbour-asked-once, other/neighbour-1, us-reg-f/HC24 [",
    "neighbour-asked-once, other/neighbour-2, '  call    permitted  2026-04-15 14:00 to'",
    "neighbour-asked-once, other/neighbour-2!debt, us-reg-f/HC24 [",
    "neighbour-asked-once, household, us-reg-f/HC24 [",
    "new-brunswick-family, spouse/spouse-1, ca-nb/HC37c ["
  })
  void somebodyOtherThanTheDebtorIsAskedAboutAtOnce(String name, String person, String answer) {
    CommandRun ran = run(name, "--person", person);

    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains(answer), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debtor | --person: debtor is no person other than the debtor: use spouse, household, employer, other",
        "aunt/a-1 | --person: aunt is no person other than the debtor",
        "other/n-1!lunch | --person: lunch is no purpose: use location, debt"
      })
  void aPersonWhoCannotBeReadIsRefusedWithWhatCan(String person, String complaint) {
    CommandRun ran = run("neighbour-asked-once", "--person", person);

    assertEquals(2, ran.status());
    assertTrue(ran.err().contains(complaint), ran.err());
  }

  @Test
  void aPersonHasNoPlaceOrNumberOfTheDebtors() {
    CommandRun ran = run("neighbour-asked-once", "--person", "other/n-1", "--place", "home");

    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("--person cannot be combined with --place or --number"));
  }

  @ParameterizedTest
  @CsvSource({
    "hardship, not spoken of by any rule",
    "vulnerability, not spoken of by any rule",
    "specialist, not spoken of by any rule",
    "override, not spoken of by any rule",
    "legal-referral, barred",
    "plan-refusal, for a person to decide",
    "debt-sale, barred"
  })
  void everyKindOfReviewIsRuledOn(String kind, String ruling) {
    CommandRun ran = run("sale-of-a-settled-debt", "--review", kind);

    assertTrue(ran.out().contains("  " + kind + " " + ruling + "\n"), ran.out());
  }

  @Test
  void theJsonNamesPackRuleAndWhatIsOurs() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                run(
                        "sale-of-a-settled-debt",
                        "--review",
                        "debt-sale,legal-referral",
                        "--pack",
                        overlay("US"),
                        "--json")
                    .out());

    JsonNode review = json.at("/answers/0/reviews/0");
    assertEquals("us-reg-f/HC16", review.path("qualifiedRule").asText());
    assertTrue(review.path("barred").asBoolean());
    assertEquals("acme", json.at("/trials/0/id").asText());
    JsonNode blocked = json.at("/answers/0/blocked/0");
    assertEquals(
        "us-reg-f/" + blocked.path("ruleId").asText(), blocked.path("qualifiedRule").asText());
    assertTrue(blocked.has("ours"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--place | attic | --place must be one of home, mobile, work, other, was attic",
        "--review | divorce | --review must be one of hardship, vulnerability, specialist, override"
      })
  void aWordThatIsNotKnownIsRefusedWithThoseThatAre(String option, String value, String complaint) {
    CommandRun ran = run("sale-of-a-settled-debt", option, value);

    assertEquals(2, ran.status());
    assertTrue(ran.err().contains(complaint), ran.err());
  }
}
