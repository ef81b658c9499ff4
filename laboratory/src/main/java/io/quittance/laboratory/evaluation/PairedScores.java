package io.quittance.laboratory.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The paired scores from which the registry recomputes its verdict: `row,label,candidate,champion`
/// with calibrated probabilities. The last column is empty when there is no champion.
public final class PairedScores {

  /// The header line of the file.
  public static final String HEADER = "row,label,candidate,champion";

  private PairedScores() {}

  /// Returns the file, one line per row in the order of the decisions.
  public static byte[] csv(boolean[] labels, double[] candidate, Optional<double[]> champion) {
    int rows = labels.length;
    if (candidate.length != rows || champion.map(scores -> scores.length != rows).orElse(false)) {
      throw new IllegalArgumentException("labels and scores differ in length");
    }
    StringBuilder csv = new StringBuilder(rows * 48 + 32).append(HEADER).append('\n');
    for (int i = 0; i < rows; i++) {
      csv.append(i).append(',').append(labels[i] ? '1' : '0').append(',').append(candidate[i]);
      csv.append(',');
      if (champion.isPresent()) {
        csv.append(champion.get()[i]);
      }
      csv.append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }
}
