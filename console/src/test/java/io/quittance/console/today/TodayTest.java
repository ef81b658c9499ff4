package io.quittance.console.today;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.console.model.Registered;
import io.quittance.console.remote.Answer;
import io.quittance.console.remote.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TodayTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final Registered.Model MODEL =
      new Registered.Model(
          "payment-30d",
          3,
          Map.of("champion", new Registered.Holder(3, Instant.parse("2026-02-26T07:00:00Z"))));

  @Test
  void casesAreCountedByKindWithTheOldest() {
    Today.CasePanel panel =
        Today.CasePanel.of(
            new Reported.Cases(
                List.of(
                    new Reported.Case("hardship", NOW.minusSeconds(4 * 86_400)),
                    new Reported.Case("override", NOW),
                    new Reported.Case("hardship", NOW)),
                "more"),
            NOW);

    assertEquals(
        new Today.CasePanel(
            "3 or more",
            List.of(new Today.KindCount("hardship", 2), new Today.KindCount("override", 1)),
            "4 d"),
        panel);
    assertTrue(Today.CasePanel.of(new Reported.Cases(List.of(), null), NOW).isEmpty());
  }

  @Test
  void whatTheRegistrySaysIsHeldAgainstWhatScoringDoes() {
    String since = "Version 3 is champion since 26 Feb 2026 07:00 UTC (4 d).";

    assertEquals(since + " Scoring decides with it.", serves(false, 3));
    assertEquals(since + " Scoring still decides with version 2.", serves(false, 2));
    assertEquals(
        since + " Scoring does not use it yet: rules alone decide.",
        Today.ModelPanel.serves(
            MODEL, new Answer.Given<>(new Registered.Serving("payment-30d", true, null)), NOW));
    assertEquals(
        since + " Scoring does not answer.",
        Today.ModelPanel.serves(
            MODEL, new Answer.Failed<>(Service.SCORING, "Scoring does not answer."), NOW));
    assertEquals(
        "No champion yet: rules alone decide.",
        Today.ModelPanel.serves(new Registered.Model("other", 0, Map.of()), null, NOW));
  }

  @Test
  void driftIsAVerdictWithItsGround() {
    List<Reported.Feature> two =
        List.of(new Reported.Feature("a", 0.3), new Reported.Feature("b", 0.1));

    assertEquals(
        "Drifting: 1 of 2 features of version 3 drift, in 9,210 decisions from 1 Mar 2026 to 14"
            + " Mar 2026.",
        Today.drift(
            new Reported.Drift(
                "drifting",
                3,
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("2026-03-14T00:00:00Z"),
                9210L,
                1L,
                two)));
    for (String state : List.of("no-champion", "loading", "insufficient")) {
      assertTrue(
          Today.drift(new Reported.Drift(state, null, null, null, null, null, List.of()))
              .endsWith("."),
          state);
    }
  }

  private static String serves(boolean degraded, int version) {
    return Today.ModelPanel.serves(
        MODEL, new Answer.Given<>(new Registered.Serving("payment-30d", degraded, version)), NOW);
  }
}
