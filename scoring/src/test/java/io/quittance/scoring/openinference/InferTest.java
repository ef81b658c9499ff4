package io.quittance.scoring.openinference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.text.Sha256;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.scoring.openinference.InferAnswer.Output;
import io.quittance.scoring.openinference.InferRequest.RequestedOutput;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Answers of a small forest, compared with ONNX Runtime on the graph of its bundle.
final class InferTest {

  private static final byte[] BUNDLE = Bundles.forest(7, 30, 4);

  private final ScoringModel model =
      new ModelLoader(OnnxRuntimeMode.OFF).load(BUNDLE, "payment-30d", 3, Sha256.hex(BUNDLE));
  private final int width = model.featureNames().size();
  private final Infer infer = new Infer(new SimpleMeterRegistry());

  private double[] rows(int count) {
    SplittableRandom random = new SplittableRandom(1);
    double[] rows = new double[count * width];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(10) == 0 ? Double.NaN : (float) random.nextDouble(-5, 200);
    }
    return rows;
  }

  private static InferRequest request(List<Tensor> inputs, String... outputs) {
    List<RequestedOutput> asked = new ArrayList<>();
    for (String output : outputs) {
      asked.add(new RequestedOutput(output, null));
    }
    return new InferRequest("i", inputs, asked, false, false);
  }

  private Tensor matrix(double... values) {
    return new Tensor("features", Datatype.FP32, new long[] {values.length / width, width}, values);
  }

  private List<Tensor> columns(double... rows) {
    List<Tensor> columns = new ArrayList<>();
    int count = rows.length / width;
    for (int j = width - 1; j >= 0; j--) {
      double[] column = new double[count];
      for (int i = 0; i < count; i++) {
        column[i] = rows[i * width + j];
      }
      columns.add(
          new Tensor(model.featureNames().get(j), Datatype.FP64, new long[] {count}, column));
    }
    return columns;
  }

  private static double[] of(InferAnswer answer, String name) {
    return answer.outputs().stream()
        .filter(output -> output.name().equals(name))
        .map(Output::values)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void probabilitiesAreThoseOfOnnxRuntime() throws OrtException {
    double[] rows = rows(500);

    InferAnswer answer = infer.answer(model, request(List.of(matrix(rows))));

    assertEquals("3", answer.version());
    assertEquals(Sha256.hex(BUNDLE), answer.parameters().get("model_sha256"));
    double[] probabilities = of(answer, "probability");
    float[] narrow = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      narrow[i] = (float) rows[i];
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(ModelBundle.read(BUNDLE).onnx());
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(narrow), new long[] {500, width});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      float[] expected =
          ((OnnxTensor) result.get("probability").orElseThrow()).getFloatBuffer().array();
      for (int i = 0; i < 500; i++) {
        assertEquals(expected[i], probabilities[i], 1e-5);
      }
    }
  }

  @Test
  void aMatrixAndItsColumnsInAnyOrderAreAnsweredAlike() {
    double[] rows = rows(20);

    assertArrayEquals(
        of(infer.answer(model, request(List.of(matrix(rows)))), "margin"),
        of(infer.answer(model, request(columns(rows))), "margin"));
  }

  @Test
  void contributionsAndBaseValueSumToTheMargin() {
    InferAnswer answer =
        infer.answer(
            model, request(List.of(matrix(rows(9))), "margin", "contributions", "base_value"));

    double[] contributions = of(answer, "contributions");
    for (int i = 0; i < 9; i++) {
      double sum = of(answer, "base_value")[i];
      for (int j = 0; j < width; j++) {
        sum += contributions[i * width + j];
      }
      assertEquals(of(answer, "margin")[i], sum, 1e-6);
    }
    assertEquals("trees", answer.parameters().get("explanation_method"));
    assertArrayEquals(new long[] {9, width}, answer.outputs().get(1).shape());
  }

  @Test
  void noRowsAreAnsweredWithNone() {
    InferAnswer answer = infer.answer(model, request(List.of(matrix())));

    assertEquals(0, of(answer, "probability").length);
  }

  @Test
  void whatDoesNotFitTheModelIsNamed() {
    List<Tensor> short1 = new ArrayList<>(columns(rows(2)));
    Tensor removed = short1.removeFirst();
    assertRefused(short1, "missing [" + removed.name() + "], unknown []");
    short1.add(new Tensor("balanse\n", Datatype.FP32, new long[] {2}, new double[2]));
    assertRefused(short1, "unknown [balanse?]");
    assertRefused(
        List.of(new Tensor("features", Datatype.FP32, new long[] {2, 3}, new double[6])),
        "its shape must be [rows, " + width + "]");
    List<Tensor> uneven = new ArrayList<>(columns(rows(2)));
    uneven.set(1, new Tensor(uneven.get(1).name(), Datatype.FP32, new long[] {3}, new double[3]));
    assertRefused(uneven, "its shape must be [2] or [2, 1]");
    double[] huge = rows(1);
    huge[4] = 1e300;
    assertRefused(List.of(matrix(huge)), "element 4 is 1.0E300, and the model reads FP32");
  }

  private void assertRefused(List<Tensor> inputs, String message) {
    var refusal =
        assertThrows(InferenceRefusedException.class, () -> infer.answer(model, request(inputs)));
    assertEquals(400, refusal.status());
    assertTrue(refusal.message().contains(message), refusal.message());
  }

  @Test
  void rowsAreLimited() {
    var refusal =
        assertThrows(
            InferenceRefusedException.class,
            () ->
                infer.answer(
                    model, request(List.of(matrix(new double[(Infer.MOST_ROWS + 1) * width])))));

    assertEquals(413, refusal.status());
  }

  @Test
  void outputsAreThoseOfTheModelAndEachOnce() {
    for (String[] asked : new String[][] {{"score"}, {"margin", "margin"}}) {
      assertThrows(
          InferenceRefusedException.class,
          () -> infer.answer(model, request(List.of(matrix(rows(1))), asked)));
    }
  }
}
