package io.quittance.laboratory.metric;

import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.core.metric.DeLong;
import io.quittance.core.metric.Samples;
import java.util.ArrayList;
import java.util.List;

/// A model's performance on the rows of one part of a [Segment].
///
/// A slice with fewer than 200 rows, or fewer than 20 of either class, is [Verdict#TOO_SMALL]: its
/// figures are reported but mean little. Any other slice is [Verdict#TOO_LOW] or [Verdict#TOO_HIGH]
/// when the mean prediction lies outside the score interval of the observed share. The confidence
/// of this interval is 1 - 0.05 / (slices judged). A model that is right everywhere therefore has
/// one chance in twenty that any of its slices is flagged.
///
/// @param segment name of the column
/// @param value name of the part; "missing" for rows without a value
/// @param auc with DeLong's 95 % interval; unknown when a class has fewer than two rows
/// @param observed the share of positive rows, with the interval by which the slice is judged
public record Slice(
    String segment,
    String value,
    long rows,
    long positives,
    Estimate auc,
    double brier,
    double calibrationError,
    double meanPrediction,
    Estimate observed,
    Verdict verdict) {

  /// Minimum number of rows for a slice to be judged.
  public static final int MIN_ROWS = 200;

  /// Minimum number of rows of each class for a slice to be judged.
  public static final int MIN_CLASS = 20;

  /// How the mean prediction of a slice compares with the observed share.
  public enum Verdict {
    IN_LINE,
    /// Fewer positives were predicted than occurred.
    TOO_LOW,
    /// More positives were predicted than occurred.
    TOO_HIGH,
    TOO_SMALL
  }

  /// Returns the slices of all segments, largest first within each. Omits parts without rows.
  ///
  /// @throws IllegalArgumentException when the lengths differ or a probability is not a number
  public static List<Slice> of(double[] probabilities, boolean[] labels, List<Segment> segments) {
    Samples.check(probabilities, labels);
    List<Part> parts = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.codes().length != labels.length) {
        throw new IllegalArgumentException("segment " + segment.name() + " belongs to other rows");
      }
      List<Part> own = new ArrayList<>();
      for (int code = -1; code < segment.values().size(); code++) {
        Part part = Part.of(probabilities, labels, segment, code);
        if (part.labels().length > 0) {
          own.add(part);
        }
      }
      own.sort((a, b) -> Integer.compare(b.labels().length, a.labels().length));
      parts.addAll(own);
    }
    long judged = parts.stream().filter(Part::judged).count();
    double confidence = 1 - (1 - Estimate.CONFIDENCE) / Math.max(1, judged);
    return parts.stream().map(part -> part.slice(confidence)).toList();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Part(
      String segment, String value, double[] probabilities, boolean[] labels, int positives) {

    static Part of(double[] probabilities, boolean[] labels, Segment segment, int code) {
      int size = 0;
      for (int other : segment.codes()) {
        size += other == code ? 1 : 0;
      }
      double[] some = new double[size];
      boolean[] theirs = new boolean[size];
      int next = 0;
      int hits = 0;
      for (int i = 0; i < labels.length; i++) {
        if (segment.codes()[i] == code) {
          some[next] = probabilities[i];
          theirs[next++] = labels[i];
          hits += labels[i] ? 1 : 0;
        }
      }
      String value = code < 0 ? "missing" : segment.values().get(code);
      return new Part(segment.name(), value, some, theirs, hits);
    }

    boolean judged() {
      return labels.length >= MIN_ROWS
          && positives >= MIN_CLASS
          && labels.length - positives >= MIN_CLASS;
    }

    Slice slice(double confidence) {
      ClassificationMetrics.Summary summary = ClassificationMetrics.summary(probabilities, labels);
      Estimate observed = Estimate.share(positives, labels.length, confidence);
      return new Slice(
          segment,
          value,
          labels.length,
          positives,
          auc(summary),
          summary.brier(),
          summary.calibrationError(),
          summary.meanPrediction(),
          observed,
          verdict(summary.meanPrediction(), observed));
    }

    private Estimate auc(ClassificationMetrics.Summary summary) {
      if (positives < 2 || labels.length - positives < 2) {
        return new Estimate(summary.auc(), Double.NaN, Double.NaN);
      }
      DeLong.Auc auc = DeLong.auc(probabilities, labels);
      return new Estimate(auc.auc(), auc.lower(), auc.upper());
    }

    private Verdict verdict(double meanPrediction, Estimate observed) {
      if (!judged()) {
        return Verdict.TOO_SMALL;
      }
      if (meanPrediction < observed.lower()) {
        return Verdict.TOO_LOW;
      }
      return meanPrediction > observed.upper() ? Verdict.TOO_HIGH : Verdict.IN_LINE;
    }
  }
}
