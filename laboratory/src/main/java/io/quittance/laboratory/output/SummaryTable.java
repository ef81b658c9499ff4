package io.quittance.laboratory.output;

import java.util.ArrayList;
import java.util.List;

/// A bordered table with two columns. Long values wrap at spaces.
public final class SummaryTable {

  private static final int WIDTH = 100;

  private final List<List<String>> rows = new ArrayList<>();

  public void row(String name, String value) {
    rows.add(List.of(name, value));
  }

  @Override
  public String toString() {
    int left = rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
    int room = WIDTH - left - 7;
    int right =
        rows.stream()
            .flatMap(row -> folded(row.getLast(), room).stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    text.append('┌').append("─".repeat(left + 2)).append('┬');
    text.append("─".repeat(right + 2)).append("┐\n");
    for (List<String> row : rows) {
      String name = row.getFirst();
      for (String line : folded(row.getLast(), room)) {
        text.append("│ ").append(padded(name, left)).append(" │ ");
        text.append(padded(line, right)).append(" │\n");
        name = "";
      }
    }
    text.append('└').append("─".repeat(left + 2)).append('┴');
    return text.append("─".repeat(right + 2)).append("┘\n").toString();
  }

  private static List<String> folded(String value, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : value.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
