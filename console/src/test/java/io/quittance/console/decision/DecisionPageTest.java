package io.quittance.console.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.console.decision.DecisionPage.ActionRow;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DecisionPageTest {

  @Test
  void theTableSaysOfEachActionWhenItMayBeUsed() {
    assertEquals(
        List.of(
            new ActionRow("no contact", false, "38 %", "USD 563.35", "none", "yes", "2 %"),
            new ActionRow(
                "letter",
                true,
                "41 %",
                "USD 606.40",
                "reminder",
                "2 Mar 09:41 to 19:00 CST",
                "95 %"),
            new ActionRow(
                "call",
                false,
                "44 %",
                "USD 610.00",
                "reminder",
                "no; from 5 Mar 08:00 CST",
                "0 %")),
        page(Decisions.ranked()).actions());
  }

  @Test
  void theBarsGoFromTheBaseToTheMargin() {
    Waterfall waterfall = Objects.requireNonNull(page(Decisions.ranked()).waterfall());

    assertEquals(
        List.of("−0.73", "▲ +0.62", "▼ −0.41", "▲ +0.16", "−0.36"),
        waterfall.rows().stream().map(Waterfall.Row::amount).toList());
    assertEquals(
        List.of("sum", "up", "down", "up", "sum"),
        waterfall.rows().stream().map(Waterfall.Row::kind).toList());
    // 0.73 of log-odds is the whole width: −0.73 to 0
    assertEquals(
        List.of("0.0", "0.0", "57.5", "57.5", "101.4"),
        waterfall.rows().stream().map(Waterfall.Row::x).toList());
    assertEquals("41 %", waterfall.probability());
  }

  @Test
  void withoutAModelThereIsNoChart() {
    DecisionPage page = page(Decisions.ranked().byRules());

    assertNull(page.waterfall());
    assertEquals("", page.model());
    assertEquals(List.of("us-reg-f 2025.1, 77b2"), page.packs());
    assertEquals("–", page.actions().getFirst().chance());
  }

  private static DecisionPage page(Decisions decision) {
    return DecisionPage.of(decision.made(), null, true);
  }
}
