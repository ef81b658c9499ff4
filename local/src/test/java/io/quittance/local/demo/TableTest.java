package io.quittance.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void rowsAreFramedAndLongOnesContinueBelow() {
    Table table = new Table();
    table.row("events", "12");
    table.row("rules", "word ".repeat(30).strip());

    String text = table.toString();

    assertEquals(1, text.lines().map(String::length).distinct().count(), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("│ events │ 12"), text);
  }
}
