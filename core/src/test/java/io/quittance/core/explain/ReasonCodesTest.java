package io.quittance.core.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonCodesTest {

  private static final String[] NAMES = {"balance", "days_past_due", "kept_promises", "age"};
  private static final double[] CONTRIBUTIONS = {0.2, -0.9, 0.5, 0};

  @Test
  void namesWhatMovedTheScoreMost() {
    List<Reason> reasons =
        ReasonCodes.top(NAMES, CONTRIBUTIONS, 2, (name, c) -> name + (c > 0 ? "+" : "-"));

    assertEquals(
        List.of(
            new Reason("days_past_due", -0.9, "days_past_due-"),
            new Reason("kept_promises", 0.5, "kept_promises+")),
        reasons);
  }

  @Test
  void leavesOutWhatDidNotMoveIt() {
    assertEquals(3, ReasonCodes.top(NAMES, CONTRIBUTIONS, 9, (name, c) -> name).size());
  }

  @Test
  void sumsFeaturesOfOneConceptBeforeItChooses() {
    List<Reason> reasons =
        ReasonCodes.top(
            NAMES,
            CONTRIBUTIONS,
            Map.of("balance", "money", "kept_promises", "money"),
            1,
            (name, c) -> name);

    assertEquals("days_past_due", reasons.getFirst().feature());
    assertEquals(
        0.7,
        ReasonCodes.top(
                NAMES,
                CONTRIBUTIONS,
                Map.of("balance", "money", "kept_promises", "money"),
                2,
                (name, c) -> name)
            .get(1)
            .contribution(),
        1e-12);
  }
}
