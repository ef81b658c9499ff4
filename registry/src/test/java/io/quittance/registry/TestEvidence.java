package io.quittance.registry;

import io.quittance.registry.gate.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Paired scores with known quality: a true log-odds per row, a label drawn from it, and for each
/// model that log-odds with more or less noise.
public final class TestEvidence {

  private TestEvidence() {}

  /// Scores of a candidate and, maybe, a champion.
  ///
  /// @param candidateNoise standard deviation on the log-odds; 0 = the truth itself
  /// @param championNoise null for no champion
  public static Evidence of(
      int rows, long seed, double candidateNoise, @Nullable Double championNoise) {
    Random random = new Random(seed);
    double[] candidate = new double[rows];
    double[] champion = new double[rows];
    boolean[] labels = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      double truth = 1.5 * random.nextGaussian() - 0.5;
      labels[i] = random.nextDouble() < sigmoid(truth);
      candidate[i] = sigmoid(truth + candidateNoise * random.nextGaussian());
      champion[i] =
          championNoise == null ? 0 : sigmoid(truth + championNoise * random.nextGaussian());
    }
    return new Evidence(candidate, championNoise == null ? null : champion, labels);
  }

  public static byte[] csv(Evidence evidence) {
    StringBuilder csv = new StringBuilder("row,label,candidate,champion\n");
    double[] champion = evidence.champion();
    for (int i = 0; i < evidence.rows(); i++) {
      csv.append("r").append(i).append(evidence.labels()[i] ? ",1," : ",0,");
      csv.append(evidence.candidate()[i]).append(',');
      csv.append(champion == null ? "" : champion[i]).append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
