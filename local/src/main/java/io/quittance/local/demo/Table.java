package io.quittance.local.demo;

import java.util.ArrayList;
import java.util.List;

/// Formats two columns in a frame, at most 100 characters wide.
final class Table {

  private static final int WIDTH = 100;

  private final List<String[]> rows = new ArrayList<>();

  void row(String name, String value) {
    rows.add(new String[] {name, value});
  }

  @Override
  public String toString() {
    int left = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    int room = WIDTH - left - 7;
    int right =
        rows.stream()
            .flatMap(row -> Words.wrapped(row[1], room).lines())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    text.append('┌').append("─".repeat(left + 2)).append('┬');
    text.append("─".repeat(right + 2)).append("┐\n");
    for (String[] row : rows) {
      String name = row[0];
      for (String line : Words.wrapped(row[1], room).lines().toList()) {
        text.append("│ ").append(padded(name, left)).append(" │ ");
        text.append(padded(line, right)).append(" │\n");
        name = "";
      }
    }
    text.append('└').append("─".repeat(left + 2)).append('┴');
    return text.append("─".repeat(right + 2)).append("┘\n").toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
