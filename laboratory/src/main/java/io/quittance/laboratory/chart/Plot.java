package io.quittance.laboratory.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/// A chart with two numeric axes on which marks are drawn. Later marks cover earlier ones.
public final class Plot {

  /// The size of a chart that stands beside another one.
  public static final double WIDTH = 560;

  /// The size of a chart that takes the full width of the page.
  public static final double FULL = 960;

  private static final double HEIGHT = 380;
  private static final double LEFT = 66;
  private static final double RIGHT = 18;
  private static final double TOP = 12;
  private static final double BOTTOM = 50;

  private final Svg svg;
  private final Scale x;
  private final Scale y;

  private Plot(Svg svg, Scale x, Scale y) {
    this.svg = svg;
    this.x = x;
    this.y = y;
  }

  /// The title of an axis and the format of its numbers.
  public record Axis(String name, double low, double high, DoubleFunction<String> numbers) {

    public static Axis share(String name) {
      return new Axis(name, 0, 1, Figures::compact);
    }
  }

  public static Plot of(Axis across, Axis up) {
    return of(across, up, WIDTH, HEIGHT);
  }

  public static Plot of(Axis across, Axis up, double width, double height) {
    Scale x = Scale.rounded(across.low(), across.high(), LEFT, width - RIGHT);
    Scale y = Scale.rounded(up.low(), up.high(), height - BOTTOM, TOP);
    return framed(new Svg(width, height), x, y, across, up);
  }

  /// Creates a chart whose horizontal axis ends exactly where the data ends.
  public static Plot tight(Axis across, Axis up, double width, double height) {
    Scale x = new Scale(across.low(), across.high(), LEFT, width - RIGHT);
    Scale y = Scale.rounded(up.low(), up.high(), height - BOTTOM, TOP);
    return framed(new Svg(width, height), x, y, across, up);
  }

  /// Creates a chart whose horizontal axis has names: the i-th name is between i and i + 1.
  public static Plot categories(
      String name, List<String> names, Axis up, double width, double height) {
    Scale x = new Scale(0, names.size(), LEFT, width - RIGHT);
    Scale y = Scale.rounded(up.low(), up.high(), height - BOTTOM, TOP);
    Svg svg = new Svg(width, height);
    for (int i = 0; i < names.size(); i++) {
      svg.text("tick", x.at(i + 0.5), y.from() + 18, "middle", names.get(i));
    }
    return frame(svg, x, y, name, up);
  }

  private static Plot framed(Svg svg, Scale x, Scale y, Axis across, Axis up) {
    for (double tick : x.ticks()) {
      svg.line("grid", x.at(tick), y.from(), x.at(tick), y.to());
      svg.text("tick", x.at(tick), y.from() + 18, "middle", across.numbers().apply(tick));
    }
    return frame(svg, x, y, across.name(), up);
  }

  private static Plot frame(Svg svg, Scale x, Scale y, String across, Axis up) {
    for (double tick : y.ticks()) {
      svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
      svg.text("tick", x.from() - 8, y.at(tick) + 4, "end", up.numbers().apply(tick));
    }
    svg.line("axis", x.from(), y.from(), x.to(), y.from());
    svg.line("axis", x.from(), y.from(), x.from(), y.to());
    svg.text("name", (x.from() + x.to()) / 2, y.from() + 40, "middle", across);
    svg.upright("name", 14, (y.from() + y.to()) / 2, up.name());
    return new Plot(svg, x, y);
  }

  /// Draws a straight line between two points.
  public Plot straight(String style, double x1, double y1, double x2, double y2) {
    svg.line(style, x.within(x1), y.within(y1), x.within(x2), y.within(y2));
    return this;
  }

  /// Draws a line through all points.
  public Plot curve(String style, double[] xs, double[] ys) {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      data.append(i == 0 ? 'M' : 'L').append(place(xs[i], ys[i]));
    }
    svg.path(style, data.toString(), "");
    return this;
  }

  /// Draws a step line, which stays level up to the next point.
  public Plot stairs(String style, double[] xs, double[] ys) {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      if (i > 0) {
        data.append('L').append(place(xs[i], ys[i - 1]));
      }
      data.append(i == 0 ? 'M' : 'L').append(place(xs[i], ys[i]));
    }
    svg.path(style, data.toString(), "");
    return this;
  }

  /// Fills the area between two lines.
  public Plot band(String style, double[] xs, double[] low, double[] high) {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      data.append(i == 0 ? 'M' : 'L').append(place(xs[i], high[i]));
    }
    for (int i = xs.length - 1; i >= 0; i--) {
      data.append('L').append(place(xs[i], low[i]));
    }
    svg.path(style, data.append('Z').toString(), "");
    return this;
  }

  public Plot point(String style, double px, double py, double radius, String title) {
    svg.circle(style, x.within(px), y.within(py), radius, title);
    return this;
  }

  /// Draws a cross, for something that was pruned.
  public Plot cross(String style, double px, double py, String title) {
    double cx = x.within(px);
    double cy = y.within(py);
    svg.path(
        style,
        "M"
            + at(cx - 4, cy - 4)
            + "L"
            + at(cx + 4, cy + 4)
            + "M"
            + at(cx - 4, cy + 4)
            + "L"
            + at(cx + 4, cy - 4),
        title);
    return this;
  }

  /// Draws a vertical interval.
  public Plot whisker(String style, double px, double low, double high) {
    if (Double.isFinite(low) && Double.isFinite(high)) {
      double cx = x.at(px);
      svg.line(style, cx, y.within(low), cx, y.within(high));
      svg.line(style, cx - 4, y.within(low), cx + 4, y.within(low));
      svg.line(style, cx - 4, y.within(high), cx + 4, y.within(high));
    }
    return this;
  }

  /// Draws a bar between two horizontal positions and two heights.
  public Plot bar(String style, double left, double right, double low, double high, String title) {
    double top = y.within(high);
    svg.rectangle(
        style, x.at(left) + 1, top, x.at(right) - x.at(left) - 2, y.within(low) - top, title);
    return this;
  }

  public String write(String label) {
    return svg.write(label);
  }

  private String place(double px, double py) {
    return at(x.within(px), y.within(py));
  }

  private static String at(double px, double py) {
    return Svg.number(px) + " " + Svg.number(py);
  }
}
