package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonCodesTest {

  private static final List<String> NAMES =
      List.of("balance", "days_past_due", "kept_promises", "paid");
  private static final double[] CONTRIBUTIONS = {0.2, -0.9, 0.5, 0};

  @Test
  void namesWhatMovedTheScoreMost() {
    List<Reason> reasons =
        ReasonCodes.top(NAMES, CONTRIBUTIONS, Map.of(), 2, (name, c) -> name + (c > 0 ? "+" : "-"));

    assertEquals(
        List.of(
            new Reason("days_past_due", "days_past_due", -0.9, "days_past_due-"),
            new Reason("kept_promises", "kept_promises", 0.5, "kept_promises+")),
        reasons);
  }

  @Test
  void leavesOutWhatDidNotMoveIt() {
    assertEquals(3, ReasonCodes.top(NAMES, CONTRIBUTIONS, Map.of(), 9, (name, c) -> name).size());
  }

  @Test
  void sumsFeaturesOfOneConceptBeforeItChooses() {
    Map<String, String> concepts = Map.of("balance", "money", "kept_promises", "money");

    assertEquals(
        List.of(
            new Reason("days_past_due", "days_past_due", -0.9, "days_past_due"),
            new Reason("money", "kept_promises", 0.7, "money")),
        ReasonCodes.top(NAMES, CONTRIBUTIONS, concepts, 2, (name, c) -> name));
  }

  @Test
  void namesTheFeatureThatPulledTheConceptsWay() {
    Map<String, String> concepts =
        Map.of("balance", "money", "days_past_due", "money", "kept_promises", "money");

    assertEquals(
        "days_past_due",
        ReasonCodes.top(NAMES, CONTRIBUTIONS, concepts, 1, (name, c) -> name).getFirst().feature());
    assertEquals(
        "kept_promises",
        ReasonCodes.top(NAMES, new double[] {0.2, -0.4, 0.5, 0}, concepts, 1, (name, c) -> name)
            .getFirst()
            .feature());
  }

  @Test
  void refusesOtherLengths() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ReasonCodes.top(NAMES, new double[1], Map.of(), 1, (name, c) -> name));
  }
}
