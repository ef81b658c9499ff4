package io.quittance.laboratory.report;

import io.quittance.laboratory.chart.Figures;
import io.quittance.laboratory.chart.Html;
import io.quittance.laboratory.chart.Plot;
import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.metric.Curves.PrecisionPoint;
import io.quittance.laboratory.metric.Curves.RocPoint;
import io.quittance.laboratory.metric.RankingFigures;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import java.util.List;
import java.util.stream.IntStream;

/// Writes ROC, precision and recall, gain and lift.
final class RankingSection {

  private static final int HOVERS = 40;

  private RankingSection() {}

  static String of(ModelFacts facts) {
    Judgement judgement = facts.judgement();
    return Html.pair(roc(judgement), precision(judgement))
        + Html.pair(gain(judgement), lift(judgement))
        + Html.folded("Gain and lift as a table", table(judgement));
  }

  private static String roc(Judgement judgement) {
    List<RocPoint> points = judgement.roc();
    Plot plot =
        Plot.of(
                Plot.Axis.share("share of negatives flagged (false positive rate)"),
                Plot.Axis.share("share of positives flagged (recall)"))
            .straight("chance", 0, 0, 1, 1)
            .curve(
                "l1",
                points.stream().mapToDouble(RocPoint::falsePositiveRate).toArray(),
                points.stream().mapToDouble(RocPoint::truePositiveRate).toArray());
    int step = Math.max(1, points.size() / HOVERS);
    for (int i = step; i < points.size(); i += step) {
      RocPoint point = points.get(i);
      plot.point(
          "hover",
          point.falsePositiveRate(),
          point.truePositiveRate(),
          6,
          "threshold "
              + Figures.four(point.threshold())
              + ": flags "
              + Figures.percent(point.truePositiveRate())
              + " of positives, "
              + Figures.percent(point.falsePositiveRate())
              + " of negatives");
    }
    return Html.figure(
        "ROC curve",
        "The further above the dashed line, the better. AUC "
            + Figures.four(judgement.deLong())
            + ".",
        Html.legend("k1", "this model", "kx", "chance"),
        plot.write(
            "ROC curve, area under it "
                + Figures.four(judgement.deLong().value())
                + "; chance is the diagonal with 0.5"));
  }

  private static String precision(Judgement judgement) {
    List<PrecisionPoint> points = judgement.precisionRecall();
    double base = judgement.figure(Metric.POSITIVE_RATE).value();
    Plot plot =
        Plot.of(
                Plot.Axis.share("share of positives flagged (recall)"),
                Plot.Axis.share("share of flagged that are positive (precision)"))
            .straight("chance", 0, base, 1, base)
            .curve(
                "l1",
                points.stream().mapToDouble(PrecisionPoint::recall).toArray(),
                points.stream().mapToDouble(PrecisionPoint::precision).toArray());
    int step = Math.max(1, points.size() / HOVERS);
    for (int i = step; i < points.size(); i += step) {
      PrecisionPoint point = points.get(i);
      plot.point(
          "hover",
          point.recall(),
          point.precision(),
          6,
          "threshold "
              + Figures.four(point.threshold())
              + ": of the flagged rows "
              + Figures.percent(point.precision())
              + " are positive");
    }
    return Html.figure(
        "Precision and recall",
        "The loss of precision as more rows are flagged. PR-AUC "
            + Figures.four(judgement.figure(Metric.PR_AUC))
            + ".",
        Html.legend("k1", "this model", "kx", "chance: " + Figures.percent(base)),
        plot.write(
            "Precision against recall, average precision "
                + Figures.four(judgement.figure(Metric.PR_AUC).value())
                + "; chance is "
                + Figures.percent(base)));
  }

  private static String gain(Judgement judgement) {
    List<Judgement.Top> tops = judgement.tops();
    double[] shares = IntStream.rangeClosed(0, tops.size()).mapToDouble(i -> i / 10.0).toArray();
    double[] gains = new double[shares.length];
    double[] low = new double[shares.length];
    double[] high = new double[shares.length];
    for (int i = 1; i < shares.length; i++) {
      gains[i] = tops.get(i - 1).gain().value();
      low[i] = tops.get(i - 1).gain().lower();
      high[i] = tops.get(i - 1).gain().upper();
    }
    Plot plot =
        Plot.of(
                Plot.Axis.share("share of rows, highest probabilities first"),
                Plot.Axis.share("share of all positives among them"))
            .straight("chance", 0, 0, 1, 1)
            .band("band", shares, low, high)
            .curve("l1", shares, gains);
    for (int i = 1; i < shares.length; i++) {
      plot.point(
          "p1",
          shares[i],
          gains[i],
          3.5,
          "the top " + i * 10 + " % hold " + Figures.percent(gains[i]) + " of all positives");
    }
    return Html.figure(
        "Gain",
        "The share of positives found when rows are worked from the highest probability down.",
        Html.legend("k1", "this model", "kb", "95 % interval", "kx", "at random"),
        plot.write(
            "Gain: the top tenth holds "
                + Figures.percent(gains[1])
                + " of positives, the top half "
                + Figures.percent(gains[5])));
  }

  private static String lift(Judgement judgement) {
    double base = judgement.figure(Metric.POSITIVE_RATE).value();
    double greatest =
        judgement.tops().stream().mapToDouble(top -> top.part().rate()).max().orElse(1);
    Plot plot =
        Plot.categories(
            "tenth of the rows, 1 has the highest probabilities",
            judgement.tops().stream().map(top -> Integer.toString(top.part().part())).toList(),
            new Plot.Axis("share of positives", 0, greatest, Figures::compact),
            Plot.WIDTH,
            380);
    for (Judgement.Top top : judgement.tops()) {
      int part = top.part().part();
      plot.bar(
          "p1",
          part - 0.9,
          part - 0.1,
          0,
          top.part().rate(),
          "tenth "
              + part
              + ": "
              + Figures.percent(top.part().rate())
              + " positive, "
              + Figures.decimals(top.part().rate() / base, 2)
              + " times the average");
    }
    plot.straight("chance", 0, base, RankingFigures.PARTS, base);
    return Html.figure(
        "Positives in each tenth",
        "For a model that ranks, the bars fall from left to right.",
        Html.legend("k1", "share of positives", "kx", "average: " + Figures.percent(base)),
        plot.write(
            "Share of positives by tenth of the rows, from "
                + Figures.percent(judgement.tops().getFirst().part().rate())
                + " in the first to "
                + Figures.percent(judgement.tops().getLast().part().rate())
                + " in the last"));
  }

  private static String table(Judgement judgement) {
    return Html.table(
        "Tenths by probability, with 95 % intervals.",
        List.of(">Top", ">Positives in the tenth", ">Share", ">Gain", ">Lift"),
        judgement.tops().stream()
            .map(
                top ->
                    List.of(
                        top.part().part() * 10 + " %",
                        Figures.decimals(top.part().positives(), 1),
                        Figures.percent(top.part().rate()),
                        Figures.percent(top.gain()),
                        Figures.decimals(top.lift().value(), 3)
                            + " "
                            + Figures.interval(top.lift(), 3)))
            .toList());
  }
}
