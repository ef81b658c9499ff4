package io.quittance.laboratory.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// Runs a graph with ONNX Runtime on one thread. Loads the graph from bytes only.
public final class OnnxScorer implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 4_096;

  private final OrtSession session;

  OnnxScorer(byte[] onnx) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(onnx, options);
    } catch (OrtException e) {
      throw new ExportRefusedException(
          "ONNX Runtime rejected the exported graph: " + e.getMessage());
    }
  }

  /// Returns the calibrated probability of each row. Loads the graph for this call only.
  ///
  /// @param values row-major
  /// @throws ExportRefusedException when ONNX Runtime rejects the graph
  public static double[] probabilities(byte[] onnx, float[] values, int rows, int width) {
    double[] probabilities = new double[rows];
    try (OnnxScorer scorer = new OnnxScorer(onnx)) {
      for (int from = 0; from < rows; from += ROWS_AT_ONCE) {
        int count = Math.min(ROWS_AT_ONCE, rows - from);
        float[] some = Arrays.copyOfRange(values, from * width, (from + count) * width);
        float[] scored = scorer.score(some, count, width).probabilities();
        for (int i = 0; i < count; i++) {
          probabilities[from + i] = scored[i];
        }
      }
    }
    return probabilities;
  }

  /// Returns both outputs for each row.
  @SuppressWarnings("ArrayRecordComponent")
  record Scores(float[] margins, float[] probabilities) {}

  /// @param values row-major
  Scores score(float[] values, int rows, int width) {
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(values),
                new long[] {rows, width});
        OrtSession.Result result =
            session.run(
                Map.of(OnnxForestWriter.INPUT, input),
                Set.of(OnnxForestWriter.MARGIN, OnnxForestWriter.PROBABILITY))) {
      return new Scores(
          output(result, OnnxForestWriter.MARGIN), output(result, OnnxForestWriter.PROBABILITY));
    } catch (OrtException e) {
      throw new ExportRefusedException("ONNX Runtime could not run the graph: " + e.getMessage());
    }
  }

  private static float[] output(OrtSession.Result result, String name) throws OrtException {
    if (!(result.get(name).orElse(null) instanceof OnnxTensor tensor)) {
      throw new ExportRefusedException("the exported graph has no output " + name);
    }
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ExportRefusedException("ONNX Runtime could not close the graph: " + e.getMessage());
    }
  }
}
