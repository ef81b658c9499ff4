package io.quittance.laboratory.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.onnx.write.OnnxGraphWriter;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import io.quittance.laboratory.SyntheticExamples;
import io.quittance.laboratory.dataset.Examples;
import io.quittance.laboratory.training.encoding.Preparation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The nodes of the preparation against the preparation in Java, value by value.
final class PreparationGraphTest {

  private static final Examples TRAIN = SyntheticExamples.of(3_000, 1);
  private static final Examples LATER = SyntheticExamples.of(400, 2);

  @Test
  void onnxRuntimePreparesRowsBitForBitAloneAndInABatch() {
    Preparation preparation = Preparation.learn(TRAIN, 5);
    float[] expected = preparation.apply(LATER);
    for (int column = 0; column < preparation.width(); column++) {
      try (OnnxScorer scorer = new OnnxScorer(graph(preparation, column))) {
        float[] batch = scorer.score(LATER.values(), LATER.size(), LATER.width()).margins();
        for (int i = 0; i < LATER.size(); i++) {
          float value = expected[i * preparation.width() + column];
          assertEquals(value, batch[i], 0f, "column " + column + " of row " + i);
        }
        for (int i = 0; i < 20; i++) {
          float alone = scorer.score(LATER.row(i), 1, LATER.width()).margins()[0];
          assertEquals(Float.floatToIntBits(batch[i]), Float.floatToIntBits(alone));
        }
      }
    }
  }

  @Test
  void whatIsNoCodeCountsAsMissing() {
    float[] odd = {-1, -3, -1_000, 2.5f, 999, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    Preparation preparation = Preparation.learn(TRAIN, 5);
    Examples rows = LATER.pick(IntStream.range(0, odd.length).toArray());
    float[] values = rows.values().clone();
    for (int column = 0; column < rows.width(); column++) {
      for (int i = 0; rows.columns().get(column).categorical() && i < odd.length; i++) {
        values[i * rows.width() + column] = odd[i];
      }
    }
    float[] expected = preparation.apply(Examples.of(rows.columns(), values, rows.labels()));
    for (int column = 0; column < preparation.width(); column++) {
      try (OnnxScorer scorer = new OnnxScorer(graph(preparation, column))) {
        float[] computed = scorer.score(values, odd.length, rows.width()).margins();
        for (int i = 0; i < odd.length; i++) {
          float value = expected[i * preparation.width() + column];
          assertEquals(value, computed[i], 0f, "column " + column + " of a row with " + odd[i]);
        }
      }
    }
  }

  /// One prepared column as the margin.
  private static byte[] graph(Preparation preparation, int column) {
    OnnxGraphWriter writer = new OnnxGraphWriter("preparation", LATER.width());
    String prepared = preparation.append(writer, writer.input(), "p_");
    String index = writer.constantLongs("picked", new long[] {1}, column);
    String margin =
        writer.node("Gather", List.of(prepared, index), "value", Attribute.ofInt("axis", 1));
    writer.finish(margin, Calibration.IDENTITY);
    return writer.toBytes();
  }

  @Test
  void trainingRowsAreCentredScaledAndCapped() {
    Preparation preparation = Preparation.learn(TRAIN, 5);
    float[] prepared = preparation.training();
    int width = preparation.width();
    for (int column = 0; column < 8; column++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < TRAIN.size(); i++) {
        double value = prepared[i * width + column];
        sum += value;
        squares += value * value;
        assertEquals(0, value, 10, "outliers of column " + column + " are capped");
      }
      assertEquals(0, sum / TRAIN.size(), 1e-4);
      assertEquals(1, squares / TRAIN.size(), 1e-4);
    }
  }

  @Test
  void aRowOfTwiceTheWeightCountsAsTwoRows() {
    int[] twice = new int[TRAIN.size() + 500];
    float[] weights = new float[TRAIN.size()];
    for (int i = 0; i < TRAIN.size(); i++) {
      twice[i] = i;
      weights[i] = i < 500 ? 2 : 1;
    }
    for (int i = 0; i < 500; i++) {
      twice[TRAIN.size() + i] = i;
    }
    Preparation weighted = Preparation.learn(TRAIN.weighted(weights), 5);
    Preparation repeated = Preparation.learn(TRAIN.pick(twice), 5);
    float[] expected = repeated.apply(LATER);
    float[] actual = weighted.apply(LATER);
    for (int at = 0; at < expected.length; at += weighted.width()) {
      assertArrayEquals(
          Arrays.copyOfRange(expected, at, at + 8), Arrays.copyOfRange(actual, at, at + 8), 1e-4f);
    }
  }
}
