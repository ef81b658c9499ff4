package io.quittance.scoring.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/// One graph in ONNX Runtime, on one thread per call, loaded from bytes. A session may be used by
/// several threads at once; it must be closed.
final class OnnxSession implements AutoCloseable {

  private static final String MARGIN = "margin";
  private static final String PROBABILITY = "probability";

  private final OrtSession session;
  private final String input;
  private final int features;

  private OnnxSession(OrtSession session, int features) {
    this.session = session;
    this.input = session.getInputNames().iterator().next();
    this.features = features;
  }

  /// @throws OrtException when the runtime refuses the graph
  /// @throws LinkageError when its native library cannot be loaded
  static OnnxSession open(byte[] onnx, int features) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new OnnxSession(
          OrtEnvironment.getEnvironment().createSession(onnx, options), features);
    }
  }

  /// Margins and probabilities of `rows`, which holds whole rows one after the other.
  Answer run(float[] rows) throws OrtException {
    long n = rows.length / features;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows), new long[] {n, features});
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      double[] probabilities =
          column(result, PROBABILITY, n).orElseThrow(OnnxSession::noProbability);
      return new Answer(
          column(result, MARGIN, n).orElseGet(() -> logits(probabilities)), probabilities);
    }
  }

  private static OrtException noProbability() {
    return new OrtException("the graph has no output named " + PROBABILITY);
  }

  private static Optional<double[]> column(OrtSession.Result result, String name, long rows)
      throws OrtException {
    Optional<OnnxValue> value = result.get(name);
    if (value.isEmpty() || !(value.get() instanceof OnnxTensor tensor)) {
      return Optional.empty();
    }
    FloatBuffer buffer = tensor.getFloatBuffer();
    if (buffer == null || buffer.remaining() != rows) {
      throw new OrtException("the output " + name + " is not one float for each row");
    }
    double[] column = new double[buffer.remaining()];
    for (int i = 0; i < column.length; i++) {
      column[i] = buffer.get(i);
    }
    return Optional.of(column);
  }

  private static double[] logits(double[] probabilities) {
    double[] logits = new double[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = StrictMath.log(probabilities[i] / (1 - probabilities[i]));
    }
    return logits;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close a session", e);
    }
  }

  /// One entry per row.
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(double[] margins, double[] probabilities) {}
}
