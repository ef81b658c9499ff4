package io.quittance.e2e.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// Runs ONNX Runtime as fast as its Java interface allows: one thread, with input and output
/// tensors created once over direct buffers. Not thread-safe; must be closed.
final class PinnedSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final FloatBuffer inputs;
  private final FloatBuffer outputs;
  private final OnnxTensor input;
  private final OnnxTensor output;

  private PinnedSession(OrtSession session, int batch) throws OrtException {
    this.session = session;
    this.inputs = direct(batch * Workload.FEATURES);
    this.outputs = direct(batch);
    this.input =
        OnnxTensor.createTensor(environment, inputs, new long[] {batch, Workload.FEATURES});
    this.output = OnnxTensor.createTensor(environment, outputs, new long[] {batch, 1});
  }

  static PinnedSession open(TreeEnsemble ensemble, int batch) throws OrtException {
    byte[] onnx = OnnxForestWriter.write(ensemble, Calibration.IDENTITY);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new PinnedSession(OrtEnvironment.getEnvironment().createSession(onnx, options), batch);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /// Returns the margins in a buffer that the next call overwrites.
  FloatBuffer run(float[] rows) throws OrtException {
    inputs.put(0, rows);
    session
        .run(
            Map.of(OnnxForestWriter.INPUT, input),
            Set.of(),
            Map.of(OnnxForestWriter.MARGIN, output))
        .close();
    return outputs;
  }

  /// Returns the margins as a program gets them that creates its tensors for every call.
  float[][] runPlain(float[][] rows) throws OrtException {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, rows);
        OrtSession.Result result =
            session.run(Map.of(OnnxForestWriter.INPUT, tensor), Set.of(OnnxForestWriter.MARGIN))) {
      return (float[][]) result.get(OnnxForestWriter.MARGIN).orElseThrow().getValue();
    }
  }

  @Override
  public void close() throws OrtException {
    input.close();
    output.close();
    session.close();
  }
}
