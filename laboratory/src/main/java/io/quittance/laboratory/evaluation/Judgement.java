package io.quittance.laboratory.evaluation;

import io.quittance.core.metric.DeLong;
import io.quittance.laboratory.metric.Bootstrap;
import io.quittance.laboratory.metric.BusinessMetrics;
import io.quittance.laboratory.metric.Confusion;
import io.quittance.laboratory.metric.Curves;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.RankingFigures;
import io.quittance.laboratory.metric.RankingFigures.AtThreshold;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import io.quittance.laboratory.metric.Segment;
import io.quittance.laboratory.metric.Slice;
import io.quittance.laboratory.metric.ValueMatrix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All measurements of one model on rows that it has not seen.
///
/// Intervals have 95 % confidence and come from resampling the rows; each interval stands by
/// itself. Thresholds chosen on these rows look slightly better than they will on other rows.
///
/// @param deLong the AUC with DeLong's interval
/// @param figures every metric with its bootstrap interval
/// @param tops gain and lift of the best tenth, the best two tenths, and so on up to all rows
/// @param thresholds the outcome at each threshold
/// @param roc at most 400 points of the curve
/// @param precisionRecall at most 400 points of the curve
/// @param calibration ten bins of equal count
/// @param histogram twenty bins of equal width over [0, 1]
/// @param slices of the requested segments
/// @param business under the value matrix, if one was given
public record Judgement(
    long rows,
    long positives,
    int resamples,
    Estimate deLong,
    Map<Metric, Estimate> figures,
    List<Top> tops,
    List<Threshold> thresholds,
    List<Curves.RocPoint> roc,
    List<Curves.PrecisionPoint> precisionRecall,
    List<Curves.CalibrationBin> calibration,
    List<HistogramBin> histogram,
    List<Slice> slices,
    Optional<BusinessMetrics> business) {

  private static final String GREATEST_F1 = "greatest F1";
  private static final int CURVE_POINTS = 400;
  private static final int CALIBRATION_BINS = 10;
  private static final int HISTOGRAM_BINS = 20;

  public Judgement {
    figures = Map.copyOf(figures);
    tops = List.copyOf(tops);
    thresholds = List.copyOf(thresholds);
    roc = List.copyOf(roc);
    precisionRecall = List.copyOf(precisionRecall);
    calibration = List.copyOf(calibration);
    histogram = List.copyOf(histogram);
    slices = List.copyOf(slices);
  }

  /// The best tenths by probability.
  ///
  /// @param part results for this tenth alone
  /// @param gain the share of all positives in this tenth and the tenths before it
  /// @param lift the gain relative to random selection
  public record Top(Curves.Part part, Estimate gain, Estimate lift) {}

  /// A threshold and its outcome.
  ///
  /// @param name why the threshold is reported
  public record Threshold(String name, Confusion confusion, Map<AtThreshold, Estimate> figures) {
    public Threshold {
      figures = Map.copyOf(figures);
    }
  }

  /// Returns the threshold with the greatest F1, which is always among the thresholds.
  public Threshold greatestF1() {
    return thresholds.stream()
        .filter(threshold -> threshold.name().equals(GREATEST_F1))
        .findFirst()
        .orElseThrow();
  }

  /// The number of rows of each class with a probability in [low, high).
  public record HistogramBin(double low, double high, long positives, long negatives) {}

  /// Options for further measurements.
  ///
  /// @param thresholds additional thresholds to report, besides those found on the rows
  /// @param segments by which to slice the rows
  /// @param resamples per interval, at least 100
  public record Options(
      List<Double> thresholds,
      List<Segment> segments,
      Optional<ValueMatrix> values,
      int resamples,
      long seed) {

    /// Returns the defaults: threshold 0.5, no segments, no value matrix, 1,000 resamples.
    public static final Options STANDARD =
        new Options(List.of(0.5), List.of(), Optional.empty(), 1000, 1);

    public Options {
      thresholds = List.copyOf(thresholds);
      segments = List.copyOf(segments);
    }

    Options withThresholds(List<Double> others) {
      return new Options(others, segments, values, resamples, seed);
    }

    public Options withSegments(List<Segment> others) {
      return new Options(thresholds, others, values, resamples, seed);
    }

    public Options withValues(ValueMatrix matrix) {
      return new Options(thresholds, segments, Optional.of(matrix), resamples, seed);
    }

    public Options withResamples(int other) {
      return new Options(thresholds, segments, values, other, seed);
    }

    public Options withSeed(long other) {
      return new Options(thresholds, segments, values, resamples, other);
    }
  }

  /// Measures calibrated probabilities. Takes about a second for 20,000 rows and 1,000 resamples.
  ///
  /// @throws IllegalArgumentException when either class has fewer than two rows, the lengths differ
  ///   or a probability is not a number
  public static Judgement of(double[] probabilities, boolean[] labels, Options options) {
    DeLong.Auc auc = DeLong.auc(probabilities, labels);
    Bootstrap bootstrap = new Bootstrap(options.resamples(), Estimate.CONFIDENCE, options.seed());
    Map<String, Double> chosen = thresholds(probabilities, labels, options);
    Estimate[] estimates =
        bootstrap.of(
            new RankingFigures(probabilities, labels, List.copyOf(chosen.values())), labels.length);
    Map<Metric, Estimate> figures = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      figures.put(metric, estimates[RankingFigures.at(metric)]);
    }
    return new Judgement(
        labels.length,
        Math.round(estimates[RankingFigures.at(Metric.POSITIVE_RATE)].value() * labels.length),
        options.resamples(),
        new Estimate(auc.auc(), auc.lower(), auc.upper()),
        figures,
        tops(Curves.parts(probabilities, labels), estimates),
        confusions(probabilities, labels, chosen, estimates),
        CurveSampling.of(
            Curves.roc(probabilities, labels),
            CURVE_POINTS,
            Curves.RocPoint::falsePositiveRate,
            Curves.RocPoint::truePositiveRate),
        CurveSampling.of(
            Curves.precisionRecall(probabilities, labels),
            CURVE_POINTS,
            Curves.PrecisionPoint::recall,
            Curves.PrecisionPoint::precision),
        Curves.calibration(probabilities, labels, CALIBRATION_BINS),
        histogram(probabilities, labels),
        Slice.of(probabilities, labels, options.segments()),
        options.values().map(m -> BusinessMetrics.of(probabilities, labels, m, bootstrap)));
  }

  /// Returns the estimate of a metric.
  public Estimate figure(Metric metric) {
    return figures.getOrDefault(metric, Estimate.UNKNOWN);
  }

  /// Returns the figures that a manifest and the registry store, by stable name.
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", deLong.value());
    metrics.put("auc_low", deLong.lower());
    metrics.put("auc_high", deLong.upper());
    metrics.put("pr_auc", figure(Metric.PR_AUC).value());
    metrics.put("gini", figure(Metric.GINI).value());
    metrics.put("log_loss", figure(Metric.LOG_LOSS).value());
    metrics.put("brier", figure(Metric.BRIER).value());
    metrics.put("ks", figure(Metric.KS).value());
    metrics.put("calibration_error", figure(Metric.CALIBRATION_ERROR).value());
    metrics.put("mean_prediction", figure(Metric.MEAN_PREDICTION).value());
    metrics.put("positive_rate", figure(Metric.POSITIVE_RATE).value());
    metrics.put("evaluation_rows", (double) rows);
    metrics.put("evaluation_positives", (double) positives);
    return metrics;
  }

  /// Returns everything except the curves as plain maps, lists, texts and numbers, for JSON. Values
  /// that are not numbers become null.
  public Map<String, @Nullable Object> asMap() {
    return JudgementMap.of(this);
  }

  /// Returns the thresholds by the reason they are reported, in table order.
  private static Map<String, Double> thresholds(
      double[] probabilities, boolean[] labels, Options options) {
    Map<String, Double> chosen = new LinkedHashMap<>();
    for (double given : options.thresholds()) {
      chosen.put("chosen " + given, given);
    }
    chosen.put(GREATEST_F1, Confusion.best(probabilities, labels, Confusion::f1).threshold());
    chosen.put(
        "greatest Matthews correlation",
        Confusion.best(probabilities, labels, Confusion::matthews).threshold());
    chosen.put(
        "greatest Youden index",
        Confusion.best(probabilities, labels, Confusion::youden).threshold());
    options
        .values()
        .ifPresent(
            matrix -> {
              chosen.put(
                  "greatest value",
                  Confusion.best(probabilities, labels, matrix::worth).threshold());
              if (Double.isFinite(matrix.breakEven())) {
                chosen.put("a contact breaks even", matrix.breakEven());
              }
            });
    return chosen;
  }

  private static List<Top> tops(List<Curves.Part> parts, Estimate[] estimates) {
    List<Top> tops = new ArrayList<>(parts.size());
    for (Curves.Part part : parts) {
      Estimate gain = estimates[RankingFigures.gainAt(part.part())];
      tops.add(new Top(part, gain, gain.times((double) RankingFigures.PARTS / part.part())));
    }
    return tops;
  }

  private static List<Threshold> confusions(
      double[] probabilities, boolean[] labels, Map<String, Double> chosen, Estimate[] estimates) {
    List<Threshold> thresholds = new ArrayList<>(chosen.size());
    chosen.forEach(
        (name, threshold) -> {
          Map<AtThreshold, Estimate> figures = new EnumMap<>(AtThreshold.class);
          for (AtThreshold figure : AtThreshold.values()) {
            figures.put(figure, estimates[RankingFigures.at(thresholds.size(), figure)]);
          }
          thresholds.add(
              new Threshold(name, Confusion.at(threshold, probabilities, labels), figures));
        });
    return thresholds;
  }

  private static List<HistogramBin> histogram(double[] probabilities, boolean[] labels) {
    long[][] counts = new long[HISTOGRAM_BINS][2];
    for (int i = 0; i < labels.length; i++) {
      int bin = (int) (Math.clamp(probabilities[i], 0, 1) * HISTOGRAM_BINS);
      counts[Math.min(bin, HISTOGRAM_BINS - 1)][labels[i] ? 0 : 1]++;
    }
    List<HistogramBin> bins = new ArrayList<>(HISTOGRAM_BINS);
    for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
      bins.add(
          new HistogramBin(
              (double) bin / HISTOGRAM_BINS,
              (bin + 1.0) / HISTOGRAM_BINS,
              counts[bin][0],
              counts[bin][1]));
    }
    return bins;
  }
}
