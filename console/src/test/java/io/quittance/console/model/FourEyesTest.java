package io.quittance.console.model;

import static io.quittance.console.model.Examples.AT;
import static io.quittance.console.model.Examples.BETTER;
import static io.quittance.console.model.Examples.by;
import static io.quittance.console.model.Examples.person;
import static io.quittance.console.model.Examples.version;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.console.model.Registered.Gate;
import io.quittance.console.model.Registered.History;
import io.quittance.console.model.Registered.Serving;
import io.quittance.console.model.Registered.Step;
import io.quittance.console.model.Registered.Version;
import io.quittance.console.shell.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FourEyesTest {

  private static final Serving V3 = new Serving("payment-30d", false, 3);

  @Test
  void aVersionThatWaitsSaysWhatIsMissing() {
    assertEquals(
        List.of(
            "● Trained: Registered 2 Mar 2026 07:00 UTC by retraining; asked for by rita.",
            "● Gate: Better: AUC 0.712 against 0.680 of version 3, difference +0.032 (+0.010 to"
                + " +0.050), on the same 10,060 rows.",
            "○ Approved: 0 of 1.",
            "○ Promoted: Not yet.",
            "○ Serves: Scoring decides with version 3."),
        steps(version("validated", BETTER, 1, List.of()), List.of(), V3));
  }

  @Test
  void aChampionSaysWhoAgreedAndWhetherItServes() {
    Version champion = version("champion", BETTER, 1, List.of(by("paul"), by("petra")));
    List<Step> history =
        List.of(
            new Step("validated", "champion", "promoted", "otto", AT.plusSeconds(7200), "better"));

    assertEquals(
        List.of(
            "● Approved: 2 of 1: you on 2 Mar 2026 08:00 UTC, petra on 2 Mar 2026 08:00 UTC.",
            "● Promoted: 2 Mar 2026 09:00 UTC by otto: better.",
            "● Serves: Scoring decides with it."),
        steps(champion, history, new Serving("payment-30d", false, 4)).subList(2, 5));
    assertEquals(
        "○ Serves: Not yet: Rules alone decide at the moment.",
        steps(champion, history, new Serving("payment-30d", true, null)).get(4));
    assertEquals(
        "○ Serves: Scoring did not say which version serves.",
        steps(champion, history, null).get(4));
  }

  @Test
  void theGateSpeaksWithoutAChampionAndWithoutEnoughRows() {
    assertEquals(
        "Better: AUC 0.612 on 400 rows; there was no champion to compare with.",
        FourEyes.figures(
            new Gate("better", true, 400, 0.612, null, 0.112, 0.06, 0.16, "", null, AT)));
    assertEquals(
        "Insufficient, on 12 rows.",
        FourEyes.figures(
            new Gate("insufficient", false, 12, null, null, null, null, null, "", null, AT)));
    assertEquals(
        "Worse: AUC 0.600 against 0.680 of version 3, difference −0.080 (−0.100 to −0.060), on the"
            + " same 1,000 rows.",
        FourEyes.figures(new Gate("worse", false, 1000, 0.6, 0.68, -0.08, -0.1, -0.06, "", 3, AT)));
  }

  private static List<String> steps(
      Version version, List<Step> history, @Nullable Serving serving) {
    return FourEyes.steps(
            version, new History(history), serving, person("paul", Role.MODEL_APPROVER))
        .stream()
        .map(step -> (step.done() ? "● " : "○ ") + step.title() + ": " + step.detail())
        .toList();
  }
}
