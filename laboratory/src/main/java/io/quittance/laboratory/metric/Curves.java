package io.quittance.laboratory.metric;

import java.util.ArrayList;
import java.util.List;

/// Computes the points of a model's curves. Rows with equal probabilities form one point, so the
/// curves do not depend on the order of the rows. Each method throws `IllegalArgumentException`
/// when lengths differ or a probability is not a number. If all rows belong to one class, the
/// points are `NaN`.
public final class Curves {

  private Curves() {}

  /// A point of the ROC curve.
  ///
  /// @param threshold rows at or above it are predicted positive; infinite at the origin
  public record RocPoint(double threshold, double falsePositiveRate, double truePositiveRate) {}

  /// A point of the precision-recall curve.
  ///
  /// @param threshold rows at or above it are predicted positive
  public record PrecisionPoint(double threshold, double recall, double precision) {}

  /// Rows with similar probabilities and their outcomes.
  ///
  /// @param low the lowest probability in the bin
  /// @param high the highest probability in the bin
  /// @param observed the share of positive rows with its 95 % score interval
  public record CalibrationBin(
      double low,
      double high,
      long rows,
      long positives,
      double meanPrediction,
      Estimate observed) {}

  /// A tenth of the rows by rank; the first tenth has the highest probabilities. Rows with equal
  /// probabilities at a boundary are divided evenly.
  ///
  /// @param part 1..10
  /// @param rows number of rows, not always whole
  /// @param positives number of positive rows, not always whole
  /// @param rate the share of positives
  /// @param gain the share of all positives in this part and the parts before it
  /// @param lift the gain divided by the gain of the same number of random rows
  public record Part(
      int part, double rows, double positives, double rate, double gain, double lift) {}

  /// Returns the points from (0, 0) to (1, 1).
  public static List<RocPoint> roc(double[] probabilities, boolean[] labels) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    List<RocPoint> points = new ArrayList<>(rows.groups() + 1);
    points.add(new RocPoint(Double.POSITIVE_INFINITY, 0, 0));
    for (int group = rows.groups() - 1; group >= 0; group--) {
      Confusion at = rows.confusion(group);
      points.add(new RocPoint(at.threshold(), 1 - at.specificity(), at.recall()));
    }
    return points;
  }

  /// Returns the points from the highest threshold to the lowest; recall never decreases.
  public static List<PrecisionPoint> precisionRecall(double[] probabilities, boolean[] labels) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    List<PrecisionPoint> points = new ArrayList<>(rows.groups());
    for (int group = rows.groups() - 1; group >= 0; group--) {
      Confusion at = rows.confusion(group);
      points.add(new PrecisionPoint(at.threshold(), at.recall(), at.precision()));
    }
    return points;
  }

  /// Returns bins of equal count in increasing order that never separate equal probabilities: the
  /// bins of [ClassificationMetrics#expectedCalibrationError(double\[\], boolean\[\], int)].
  public static List<CalibrationBin> calibration(
      double[] probabilities, boolean[] labels, int bins) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    List<CalibrationBin> result = new ArrayList<>(bins);
    int from = 0;
    int group = 0;
    for (int bin = 1; bin <= bins; bin++) {
      long end = (long) rows.size() * bin / bins;
      int to = from;
      while (to < end) {
        to = rows.end(group++);
      }
      if (to > from) {
        result.add(bin(rows, from, to));
      }
      from = to;
    }
    return result;
  }

  private static CalibrationBin bin(RankedRows rows, int from, int to) {
    long hits = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      hits += rows.label(i) ? 1 : 0;
      sum += rows.score(i);
    }
    return new CalibrationBin(
        rows.score(from),
        rows.score(to - 1),
        to - from,
        hits,
        sum / (to - from),
        Estimate.share(hits, to - from));
  }

  /// Returns the ten parts, highest probabilities first.
  public static List<Part> parts(double[] probabilities, boolean[] labels) {
    RankedRows rows = RankedRows.of(probabilities, labels);
    List<Part> parts = new ArrayList<>(RankingFigures.PARTS);
    double size = (double) rows.size() / RankingFigures.PARTS;
    double before = 0;
    for (int part = 1; part <= RankingFigures.PARTS; part++) {
      double hits = rows.positivesAmongTop(part * size);
      double gain = hits / rows.positives();
      parts.add(
          new Part(
              part,
              size,
              hits - before,
              (hits - before) / size,
              gain,
              gain * RankingFigures.PARTS / part));
      before = hits;
    }
    return parts;
  }
}
