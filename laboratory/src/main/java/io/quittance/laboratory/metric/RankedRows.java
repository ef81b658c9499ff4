package io.quittance.laboratory.metric;

import io.quittance.core.metric.Samples;
import java.util.Arrays;

/// Rows sorted once by their scores, so that figures of any selection of them need only one pass.
///
/// Rows with equal scores form a group, which is never divided. Groups and rows are in increasing
/// order.
final class RankedRows {

  private final double[] scores;
  private final boolean[] labels;
  private final int[] rows;
  private final int[] groupEnds;
  private final int[] positivesBelow;
  private final int positives;

  private RankedRows(double[] scores, boolean[] labels, int[] rows) {
    this.scores = scores;
    this.labels = labels;
    this.rows = rows;
    int[] ends = new int[scores.length];
    int[] below = new int[scores.length + 1];
    int groups = 0;
    int hits = 0;
    for (int i = 0; i < scores.length; i++) {
      hits += labels[i] ? 1 : 0;
      if (i + 1 == scores.length || scores[i + 1] > scores[i]) {
        ends[groups++] = i + 1;
        below[groups] = hits;
      }
    }
    this.groupEnds = Arrays.copyOf(ends, groups);
    this.positivesBelow = Arrays.copyOf(below, groups + 1);
    this.positives = hits;
  }

  /// @throws IllegalArgumentException when the lengths differ or a score is not a number
  static RankedRows of(double[] scores, boolean[] labels) {
    Samples.check(scores, labels);
    double[] sorted = new double[scores.length];
    Arrays.setAll(sorted, i -> scores[i] + 0.0);
    Arrays.sort(sorted);
    int[] taken = new int[scores.length];
    int[] rows = new int[scores.length];
    boolean[] sortedLabels = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      int first = firstAtLeast(sorted, scores[i]);
      int place = first + taken[first]++;
      rows[place] = i;
      sortedLabels[place] = labels[i];
    }
    return new RankedRows(sorted, sortedLabels, rows);
  }

  int size() {
    return rows.length;
  }

  int positives() {
    return positives;
  }

  int groups() {
    return groupEnds.length;
  }

  /// Returns the position of the group's first row.
  int start(int group) {
    return group == 0 ? 0 : groupEnds[group - 1];
  }

  /// Returns the position after the group's last row.
  int end(int group) {
    return groupEnds[group];
  }

  /// Returns the score of the row at a position of the order.
  double score(int place) {
    return scores[place];
  }

  boolean label(int place) {
    return labels[place];
  }

  /// Returns the original index of the row at a position of the order.
  int row(int place) {
    return rows[place];
  }

  /// Returns the first position whose score is at least the threshold.
  int firstAtLeast(double threshold) {
    return firstAtLeast(scores, threshold);
  }

  private static int firstAtLeast(double[] sorted, double threshold) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Returns the number of positive rows in the groups below a group.
  int positivesBelow(int group) {
    return positivesBelow[group];
  }

  /// Returns the outcome when the group's score is the threshold.
  Confusion confusion(int group) {
    int from = start(group);
    int missed = positivesBelow[group];
    int hits = positives - missed;
    return new Confusion(scores[from], hits, size() - from - hits, from - missed, missed);
  }

  /// Returns the number of positive rows among the given number of highest scores. A group that the
  /// cut divides contributes proportionally.
  ///
  /// @param count not always whole, at most [#size()]
  double positivesAmongTop(double count) {
    double left = count;
    double hits = 0;
    for (int group = groups() - 1; group >= 0 && left > 0; group--) {
      int size = end(group) - start(group);
      int here = positivesBelow[group + 1] - positivesBelow[group];
      hits += left >= size ? here : here * left / size;
      left -= size;
    }
    return hits;
  }
}
