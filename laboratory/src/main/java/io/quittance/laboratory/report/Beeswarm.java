package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Plot;
import io.quittance.laboratory.chart.Scale;
import io.quittance.laboratory.chart.Svg;
import io.quittance.laboratory.report.ReportData.ShapSummary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Draws the contributions of the most important features, with a point for each row, coloured by
/// the value of the feature. Points of one colour share a path, which keeps thousands of points
/// small.
final class Beeswarm {

  private static final int FEATURES = 12;
  private static final int COLOURS = 7;
  private static final int MISSING = COLOURS;
  private static final double WIDTH = Plot.FULL;
  private static final double LEFT = 210;
  private static final double ROW = 40;
  private static final double COLUMN = 3.4;
  private static final int NAME = 28;

  private Beeswarm() {}

  static String figure(ShapSummary shap) {
    int rows = shap.values().length;
    if (rows == 0) {
      return "";
    }
    double[] importance = importance(shap);
    int[] order =
        IntStream.range(0, importance.length)
            .boxed()
            .sorted(Comparator.comparingDouble(f -> -importance[f]))
            .limit(FEATURES)
            .mapToInt(f -> f)
            .toArray();
    double bottom = order.length * ROW + 8;
    Svg svg = new Svg(WIDTH, bottom + 46);
    Scale scale = scale(shap, order);
    for (double tick : scale.ticks()) {
      svg.line("grid", scale.at(tick), 4, scale.at(tick), bottom);
      svg.text("tick", scale.at(tick), bottom + 18, "middle", Figures.compact(tick));
    }
    svg.line("axis", scale.at(0), 4, scale.at(0), bottom);
    svg.text(
        "name",
        (LEFT + WIDTH) / 2,
        bottom + 38,
        "middle",
        "contribution to the log odds: left lowers the probability, right raises it");
    for (int i = 0; i < order.length; i++) {
      row(svg, scale, shap, order[i], i * ROW + 4 + ROW / 2, importance[order[i]]);
    }
    String first =
        String.join(
            ", ", Arrays.stream(order).limit(5).mapToObj(f -> shap.features().get(f)).toList());
    return Html.wide(
        "Contributions of features (SHAP)",
        "Each point is one of "
            + Figures.whole(rows)
            + " rows. The features with the largest effect are at the top. For a column of categories"
            + " the colour follows the order of the categories.",
        "<ul class=\"legend\"><li>low value <span class=\"key ramp\" aria-hidden=\"true\"></span>high"
            + " value</li><li><span class=\"key kn\" aria-hidden=\"true\"></span>missing</li></ul>\n",
        svg.write("Contributions of features to individual predictions; most important: " + first));
  }

  static String cut(String name) {
    return cut(name, NAME);
  }

  static String cut(String name, int most) {
    return name.codePointCount(0, name.length()) <= most
        ? name
        : name.substring(0, name.offsetByCodePoints(0, most - 1)) + "…";
  }

  private static double[] importance(ShapSummary shap) {
    double[] sums = new double[shap.features().size()];
    for (double[] row : shap.contributions()) {
      for (int f = 0; f < sums.length; f++) {
        sums[f] += Math.abs(row[f]) / shap.contributions().length;
      }
    }
    return sums;
  }

  private static Scale scale(ShapSummary shap, int[] order) {
    double low = 0;
    double high = 0;
    for (double[] row : shap.contributions()) {
      for (int f : order) {
        low = Math.min(low, row[f]);
        high = Math.max(high, row[f]);
      }
    }
    return Scale.rounded(low, high, LEFT, WIDTH - 16);
  }

  private static void row(
      Svg svg, Scale scale, ShapSummary shap, int feature, double y, double importance) {
    String name = shap.features().get(feature);
    svg.line("grid", LEFT, y, WIDTH - 16, y);
    svg.text("label", LEFT - 10, y + 4, "end", cut(name), name);
    int[] colours = colours(shap, feature);
    int[] columns = columns(scale, shap, feature);
    double spread = spread(columns);
    StringBuilder[] paths = new StringBuilder[COLOURS + 1];
    Arrays.setAll(paths, c -> new StringBuilder());
    int[] stacked = new int[(int) (WIDTH / COLUMN) + 1];
    for (int row = 0; row < colours.length; row++) {
      int column = columns[row];
      int level = stacked[column]++;
      double offset = (level % 2 == 0 ? 1 : -1) * ((level + 1) / 2) * spread;
      paths[colours[row]]
          .append('M')
          .append(Svg.number(scale.at(shap.contributions()[row][feature])))
          .append(' ')
          .append(Svg.number(y + offset))
          .append("h0");
    }
    for (int colour = 0; colour <= COLOURS; colour++) {
      if (!paths[colour].isEmpty()) {
        svg.path(colour == MISSING ? "sn" : "s" + colour, paths[colour].toString(), "");
      }
    }
    svg.rectangle(
        "cover",
        0,
        y - ROW / 2,
        WIDTH,
        ROW,
        name + ": average change of the log odds " + Figures.compact(importance));
  }

  private static int[] columns(Scale scale, ShapSummary shap, int feature) {
    int[] columns = new int[shap.values().length];
    Arrays.setAll(columns, row -> (int) (scale.at(shap.contributions()[row][feature]) / COLUMN));
    return columns;
  }

  /// Returns the distance between stacked points at which the highest stack fits the row.
  private static double spread(int[] columns) {
    int[] sizes = new int[(int) (WIDTH / COLUMN) + 1];
    int greatest = 1;
    for (int column : columns) {
      greatest = Math.max(greatest, ++sizes[column]);
    }
    return Math.min(3.2, (ROW - 8) / greatest);
  }

  /// Returns the colour of each row by the rank of its value; equal values have the same colour.
  private static int[] colours(ShapSummary shap, int feature) {
    float[] sorted = new float[shap.values().length];
    int known = 0;
    for (float[] row : shap.values()) {
      if (!Float.isNaN(row[feature])) {
        sorted[known++] = row[feature] + 0f;
      }
    }
    float[] distinct = distinct(Arrays.copyOf(sorted, known));
    int[] colours = new int[shap.values().length];
    for (int row = 0; row < colours.length; row++) {
      float value = shap.values()[row][feature];
      if (Float.isNaN(value)) {
        colours[row] = MISSING;
      } else if (distinct.length == 1) {
        colours[row] = COLOURS / 2;
      } else {
        double rank = Arrays.binarySearch(distinct, value + 0f) / (distinct.length - 1.0);
        colours[row] = (int) Math.min(COLOURS - 1, rank * COLOURS);
      }
    }
    return colours;
  }

  private static float[] distinct(float[] values) {
    Arrays.sort(values);
    int kept = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        values[kept++] = values[i];
      }
    }
    return Arrays.copyOf(values, kept);
  }
}
