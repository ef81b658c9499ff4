package io.quittance.console.decision;

import io.quittance.core.event.DecisionMade.Attribution;
import io.quittance.core.event.DecisionMade.ExplanationMethod;
import io.quittance.core.event.DecisionMade.ModelAnswer;
import io.quittance.core.event.DecisionMade.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a model's base value becomes its margin, bar by bar, in log-odds. The bars stand in a table
/// beside their numbers, so that chart and table cannot differ.
///
/// The calibrated probability is not a function of the bars: it stands at the end only.
///
/// @param rows base, reasons by size, everything else, end
/// @param estimated whether the contributions were sampled
/// @param probability calibrated, in percent
record Waterfall(List<Row> rows, boolean estimated, String probability) {

  /// Width of the drawing, in its own units.
  private static final double WIDTH = 200;

  private static final double LEAST_BAR = 1;

  /// A bar.
  ///
  /// @param amount with its direction: `▲ +0.62`, `▼ −0.41`; without a mark for base and end
  /// @param kind `up`, `down` or `sum`, which the style sheet colours
  /// @param x where the bar begins, in units of the drawing
  public record Row(String label, String amount, String kind, String x, String width) {}

  private record Bar(String label, double from, double to, boolean sum) {}

  /// Returns the chart; null when the model cannot be explained.
  static @Nullable Waterfall of(ModelAnswer answer) {
    Attribution attribution = answer.attribution();
    if (attribution == null) {
      return null;
    }
    List<Bar> bars = new ArrayList<>();
    double at = attribution.baseValue();
    bars.add(new Bar("Base: what the model expects of any account", 0, at, true));
    for (Reason reason : attribution.reasons()) {
      bars.add(new Bar(reason.text(), at, at + reason.contribution(), false));
      at += reason.contribution();
    }
    bars.add(new Bar("Everything else", at, answer.margin(), false));
    bars.add(new Bar("End: the margin", 0, answer.margin(), true));
    return new Waterfall(
        rows(bars),
        attribution.method() == ExplanationMethod.SAMPLED,
        DecisionWords.percent(answer.probability()));
  }

  private static List<Row> rows(List<Bar> bars) {
    double least = 0;
    double most = 0;
    for (Bar bar : bars) {
      least = Math.min(least, Math.min(bar.from(), bar.to()));
      most = Math.max(most, Math.max(bar.from(), bar.to()));
    }
    double scale = most > least ? WIDTH / (most - least) : 1;
    double origin = least;
    return bars.stream().map(bar -> row(bar, origin, scale)).toList();
  }

  private static Row row(Bar bar, double origin, double scale) {
    double change = bar.to() - bar.from();
    double begin = (Math.min(bar.from(), bar.to()) - origin) * scale;
    double width = Math.max(LEAST_BAR, Math.abs(change) * scale);
    String signed = (change < 0 ? "−" : "+") + number(Math.abs(change));
    return new Row(
        bar.label(),
        bar.sum() ? signed : (change < 0 ? "▼ " : "▲ ") + signed,
        bar.sum() ? "sum" : change < 0 ? "down" : "up",
        unit(Math.min(begin, WIDTH - width)),
        unit(width));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String unit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
