package io.quittance.local.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.local.policy.listing.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCoverageTest {

  /// Write it anew: `./quittance policy coverage > docs/reference/coverage.md`.
  @Test
  void theReferencePageIsWhatTheCommandWrites() throws IOException {
    assertEquals(
        Files.readString(Path.of("..", "docs", "reference", "coverage.md")),
        CommandRun.of("coverage").out(),
        "./quittance policy coverage > docs/reference/coverage.md");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "US-IL | No pack was written for this place | us-reg-f 2026.1, base, sources as of 2026-03-09",
        "FR | No pack was written for this place | eu-gdpr",
        "JP | No law of this place has been encoded: only rules of our own bind | strict"
      })
  void aPlaceWithoutAPackOfItsOwnSaysSo(String code, String warning, String pack) {
    CommandRun ran = CommandRun.of("coverage", code);

    assertEquals(0, ran.status());
    assertTrue(ran.out().contains(warning), ran.out());
    assertTrue(ran.out().contains("\n" + pack), ran.out());
  }

  @Test
  void aPlaceWithAPackOfItsOwnTellsItsRulesAndWhatTheyLack() throws IOException {
    CommandRun ran = CommandRun.of("coverage", "US-WA", "--json");

    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertEquals("us-wa", json.at("/packsOfItsOwn/0").asText());
    assertFalse(json.has("warning"));
    JsonNode pack = json.at("/packs/1");
    assertEquals("2019-07-28", pack.path("sourcesReadOn").asText());
    assertEquals("us-wa/HC32", pack.at("/rules/0/qualifiedRule").asText());
    assertTrue(pack.path("missing").toString().contains("later acts were not"), ran.out());
  }

  @Test
  void everyPackThatAppliesByDefaultSaysWhatItLacks() {
    assertTrue(
        Coverage.newest(BuiltInPacks.defaults()).stream()
            .noneMatch(pack -> pack.missing().isEmpty()));
  }

  @Test
  void noPlaceIsSilent() {
    for (String code : Coverage.codes(BuiltInPacks.defaults())) {
      Coverage place = Coverage.of(code, BuiltInPacks.defaults());

      assertFalse(place.packs().isEmpty(), code);
      assertEquals(place.own().isEmpty(), place.warning() != null, code);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-wa", "XX", "USA", "US-", "US_WA"})
  void whatIsNoCodeIsRefused(String code) {
    CommandRun ran = CommandRun.of("coverage", code);

    assertEquals(2, ran.status());
    assertTrue(ran.err().contains(code + " is not an ISO 3166 code"), ran.err());
  }
}
