package io.quittance.laboratory.chart;

import java.util.List;

/// Builds fragments of HTML that are also valid XML. All text from data must pass through [#text]
/// exactly once.
public final class Html {

  private Html() {}

  /// Escapes a text for use in an element or a quoted attribute. Replaces characters that XML
  /// forbids with the replacement character.
  public static String text(String plain) {
    StringBuilder safe = new StringBuilder(plain.length() + 16);
    plain
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /// Truncates and escapes a text, with the full text as hover text.
  public static String shortened(String plain, int most) {
    if (plain.codePointCount(0, plain.length()) <= most) {
      return text(plain);
    }
    String head = plain.substring(0, plain.offsetByCodePoints(0, most - 1));
    return "<span title=\"" + text(plain) + "\">" + text(head) + "…</span>";
  }

  public static String paragraph(String html) {
    return "<p>" + html + "</p>\n";
  }

  public static String section(String id, String title, String content) {
    return "<section id=\""
        + id
        + "\" aria-labelledby=\"h-"
        + id
        + "\">\n<h2 id=\"h-"
        + id
        + "\">"
        + title
        + "</h2>\n"
        + content
        + "</section>\n";
  }

  /// Returns a table that scrolls separately when the page is too narrow.
  ///
  /// @param caption what the table shows, HTML
  /// @param columns titles, HTML; a title that starts with `>` marks a numeric column, which is
  ///   right-aligned
  /// @param rows cells, HTML
  public static String table(String caption, List<String> columns, List<List<String>> rows) {
    StringBuilder table =
        new StringBuilder("<div class=\"table\" tabindex=\"0\"><table><caption>")
            .append(caption)
            .append("</caption><thead><tr>");
    for (String column : columns) {
      table.append(opened("th scope=\"col\"", column)).append(bare(column)).append("</th>");
    }
    table.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        table.append(opened("td", columns.get(i))).append(row.get(i)).append("</td>");
      }
      table.append("</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }

  /// Returns the same table, collapsed.
  public static String folded(String summary, String content) {
    return "<details><summary>" + summary + "</summary>\n" + content + "</details>\n";
  }

  public static String figure(String title, String note, String legend, String svg) {
    return "<figure><figcaption><strong>"
        + title
        + "</strong> "
        + note
        + "</figcaption>\n"
        + legend
        + svg
        + "</figure>\n";
  }

  /// Returns a figure as wide as the page, which scrolls separately when the page is narrow.
  public static String wide(String title, String note, String legend, String svg) {
    return figure(title, note, legend, "<div class=\"wide\" tabindex=\"0\">" + svg + "</div>\n");
  }

  /// Returns a legend: what each mark of a chart means.
  ///
  /// @param entries pairs of a mark's CSS class and HTML
  public static String legend(String... entries) {
    StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
    for (int i = 0; i < entries.length; i += 2) {
      legend
          .append("<li><span class=\"key ")
          .append(entries[i])
          .append("\" aria-hidden=\"true\"></span>")
          .append(entries[i + 1])
          .append("</li>");
    }
    return legend.append("</ul>\n").toString();
  }

  public static String pair(String left, String right) {
    return "<div class=\"pair\">\n" + left + right + "</div>\n";
  }

  private static String opened(String tag, String column) {
    return "<" + tag + (column.startsWith(">") ? " class=\"number\">" : ">");
  }

  private static String bare(String column) {
    return column.startsWith(">") ? column.substring(1) : column;
  }
}
