package io.quittance.laboratory.chart;

import java.util.Locale;

/// Writes an inline SVG image that adapts to the available width. Colours and strokes are CSS
/// classes.
public final class Svg {

  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;

  public Svg(double width, double height) {
    this.width = width;
    this.height = height;
  }

  public Svg line(String style, double x1, double y1, double x2, double y2) {
    body.append("<line class=\"").append(style).append("\" ");
    attributes("x1", x1, "y1", y1, "x2", x2, "y2", y2);
    body.append("/>\n");
    return this;
  }

  /// @param title hover text, plain; no hover text when empty
  public Svg rectangle(String style, double x, double y, double w, double h, String title) {
    body.append("<rect class=\"").append(style).append("\" ");
    attributes("x", x, "y", y, "width", Math.max(0, w), "height", Math.max(0, h));
    return closed("rect", title);
  }

  public Svg circle(String style, double x, double y, double radius, String title) {
    body.append("<circle class=\"").append(style).append("\" ");
    attributes("cx", x, "cy", y, "r", radius);
    return closed("circle", title);
  }

  /// @param data path data, made of numbers and letters
  public Svg path(String style, String data, String title) {
    body.append("<path class=\"").append(style).append("\" d=\"").append(data).append('"');
    return closed("path", title);
  }

  /// @param anchor start, middle or end
  public Svg text(String style, double x, double y, String anchor, String plain) {
    return text(style, x, y, anchor, plain, "");
  }

  public Svg text(String style, double x, double y, String anchor, String plain, String title) {
    body.append("<text class=\"").append(style).append("\" ");
    attributes("x", x, "y", y);
    body.append("text-anchor=\"").append(anchor).append("\">").append(Html.text(plain));
    title(title);
    body.append("</text>\n");
    return this;
  }

  Svg upright(String style, double x, double y, String plain) {
    body.append("<text class=\"")
        .append(style)
        .append("\" text-anchor=\"middle\" transform=\"")
        .append("translate(")
        .append(number(x))
        .append(' ')
        .append(number(y))
        .append(") rotate(-90)\">")
        .append(Html.text(plain))
        .append("</text>\n");
    return this;
  }

  /// Returns the image.
  ///
  /// @param label the text alternative for people who cannot see the image, plain
  public String write(String label) {
    return "<svg role=\"img\" aria-label=\""
        + Html.text(label)
        + "\" viewBox=\"0 0 "
        + number(width)
        + " "
        + number(height)
        + "\" preserveAspectRatio=\"xMidYMid meet\">\n"
        + body
        + "</svg>\n";
  }

  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private Svg closed(String tag, String title) {
    if (title.isEmpty()) {
      body.append("/>\n");
    } else {
      body.append('>');
      title(title);
      body.append("</").append(tag).append(">\n");
    }
    return this;
  }

  private void title(String title) {
    if (!title.isEmpty()) {
      body.append("<title>").append(Html.text(title)).append("</title>");
    }
  }

  private void attributes(Object... namesAndNumbers) {
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      body.append(namesAndNumbers[i])
          .append("=\"")
          .append(number((Double) namesAndNumbers[i + 1]))
          .append("\" ");
    }
  }
}
