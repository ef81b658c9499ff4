package io.quittance.core.onnx.trees;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.util.Map;

/// ONNX Runtime on one thread, the oracle of every graph.
final class OnnxRuntime {

  private OnnxRuntime() {}

  /// What a graph of our form says of each row.
  ///
  /// @param margins empty where the graph has no such output
  @SuppressWarnings("ArrayRecordComponent")
  record Scores(float[] margins, float[] probabilities) {}

  static Scores run(byte[] onnx, float[][] rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx, options);
          OnnxTensor input = OnnxTensor.createTensor(environment, rows);
          OrtSession.Result result = session.run(Map.of(OnnxForestWriter.INPUT, input))) {
        return new Scores(
            column(result, OnnxForestWriter.MARGIN), column(result, OnnxForestWriter.PROBABILITY));
      }
    }
  }

  private static float[] column(OrtSession.Result result, String name) throws OrtException {
    if (result.get(name).isEmpty()) {
      return new float[0];
    }
    float[][] values = (float[][]) result.get(name).get().getValue();
    float[] column = new float[values.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = values[i][0];
    }
    return column;
  }

  /// The scores of each row run alone.
  static Scores runEach(byte[] onnx, float[][] rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[] margins = new float[rows.length];
    float[] probabilities = new float[rows.length];
    try (OrtSession session = environment.createSession(onnx)) {
      for (int i = 0; i < rows.length; i++) {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {rows[i]});
            OrtSession.Result result = session.run(Map.of(OnnxForestWriter.INPUT, input))) {
          margins[i] = column(result, OnnxForestWriter.MARGIN)[0];
          probabilities[i] = column(result, OnnxForestWriter.PROBABILITY)[0];
        }
      }
    }
    return new Scores(margins, probabilities);
  }
}
