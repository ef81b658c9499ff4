package io.quittance.core.onnx.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.treeshap.TreeShap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle is ONNX Runtime on the same bytes, and the schema's own generated classes.
class OnnxRuntimeParityTest {

  private static final int FEATURES = 12;

  @ParameterizedTest
  @CsvSource({"200, 4, 1.0", "100, 6, 0.9", "30, 14, 0.75", "1, 0, 1.0"})
  void scoresTwoThousandRowsAsOnnxRuntimeDoes(int trees, int depth, double density)
      throws OrtException {
    SplittableRandom random = new SplittableRandom(trees);
    TreeEnsemble ensemble = RandomForests.forest(random, FEATURES, trees, depth, density);
    byte[] onnx = OnnxForestWriter.write(ensemble, new Calibration.Logistic(0.75f, -0.3f));
    float[][] rows = RandomForests.rows(random, FEATURES, 2000, 0.05);

    FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

    Scores scores = run(onnx, rows, OnnxForestWriter.MARGIN, OnnxForestWriter.PROBABILITY);
    for (int i = 0; i < rows.length; i++) {
      double margin = forest.margin(rows[i]);
      assertEquals(ensemble.margin(rows[i]), margin, 0.0);
      assertEquals(scores.margins[i][0], margin, 1e-5);
      assertEquals(scores.probabilities[i][0], forest.probability(margin), 1e-6);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Scores(float[][] margins, float[][] probabilities) {}

  private static Scores run(byte[] onnx, float[][] rows, String margin, String probability)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx, options);
          OnnxTensor input = OnnxTensor.createTensor(environment, rows);
          OrtSession.Result result = session.run(Map.of(OnnxForestWriter.INPUT, input))) {
        Object margins =
            margin.isEmpty() ? new float[0][0] : result.get(margin).orElseThrow().getValue();
        return new Scores(
            (float[][]) margins, (float[][]) result.get(probability).orElseThrow().getValue());
      }
    }
  }

  @Test
  void readsBackWhatItWrote() {
    TreeEnsemble ensemble = RandomForests.forest(new SplittableRandom(1), FEATURES, 20, 5, 0.9);
    byte[] onnx = OnnxForestWriter.write(ensemble, new Calibration.Logistic(0.5, 0.25));

    FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

    assertEquals(new Calibration.Logistic(0.5, 0.25), forest.calibration());
    assertTrue(forest.ensemble().hasCovers());
    for (int t = 0; t < 20; t++) {
      Tree wrote = ensemble.trees().get(t);
      Tree read = forest.ensemble().trees().get(t);
      assertArrayEquals(wrote.left(), read.left());
      assertArrayEquals(wrote.threshold(), read.threshold());
      assertArrayEquals(wrote.value(), read.value());
      assertArrayEquals(wrote.cover(), read.cover(), 1e-4);
    }
    assertArrayEquals(onnx, OnnxForestWriter.write(forest.ensemble(), forest.calibration()));
    assertTrue(TreeShap.of(forest.ensemble()).features() == FEATURES);
  }

  @Test
  void writesWhatTheSchemaReads() throws InvalidProtocolBufferException {
    TreeEnsemble ensemble = RandomForests.forest(new SplittableRandom(1), FEATURES, 3, 3, 1);

    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.parseFrom(OnnxForestWriter.write(ensemble, Calibration.IDENTITY));

    assertEquals(4, model.getGraph().getNodeCount());
    assertEquals(8, model.getIrVersion());
    assertTrue(model.getUnknownFields().asMap().isEmpty());
    assertTrue(model.getGraph().getNode(0).getUnknownFields().asMap().isEmpty());
  }

  /// XGBoost's converter writes all weights on class 0 with BRANCH_LT, LightGBM's and
  /// scikit-learn's with BRANCH_LEQ; the other two are allowed as well.
  @ParameterizedTest
  @CsvSource({"BRANCH_LT", "BRANCH_LEQ", "BRANCH_GTE", "BRANCH_GT"})
  void readsABinaryClassifierOfOtherTools(String mode) throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    TreeEnsemble ensemble = RandomForests.forest(random, FEATURES, 40, 5, 0.9);
    byte[] onnx = classifier(ensemble, mode, 0, "LOGISTIC");
    float[][] rows = RandomForests.rows(random, FEATURES, 2000, 0.05);

    FlatForest forest = OnnxModel.read(onnx, FEATURES).forest().orElseThrow();

    float[][] probabilities = run(onnx, rows, "", "probabilities").probabilities;
    for (int i = 0; i < rows.length; i++) {
      assertEquals(probabilities[i][1], forest.probability(forest.margin(rows[i])), 1e-6);
    }
  }

  @Test
  void claimsNoForestWhereTheMeaningIsNotPlain() throws Exception {
    TreeEnsemble ensemble = RandomForests.forest(new SplittableRandom(6), FEATURES, 4, 3, 1);

    assertTrue(
        OnnxModel.read(classifier(ensemble, "BRANCH_LT", 1, "LOGISTIC"), FEATURES)
            .forest()
            .isEmpty());
    assertTrue(
        OnnxModel.read(classifier(ensemble, "BRANCH_LT", 0, "NONE"), FEATURES).forest().isEmpty());
    assertTrue(
        OnnxModel.read(classifier(ensemble, "BRANCH_EQ", 0, "LOGISTIC"), FEATURES)
            .forest()
            .isEmpty());
    assertTrue(
        OnnxModel.read(classifier(positive(ensemble), "BRANCH_LT", 0, "LOGISTIC"), FEATURES)
            .forest()
            .isEmpty());
    assertFalse(
        OnnxModel.read(classifier(ensemble, "BRANCH_LT", 0, "LOGISTIC"), FEATURES)
            .forest()
            .isEmpty());
  }

  private static TreeEnsemble positive(TreeEnsemble ensemble) {
    List<Tree> trees =
        ensemble.trees().stream()
            .map(
                t -> {
                  double[] value = t.value().clone();
                  for (int i = 0; i < value.length; i++) {
                    value[i] = Math.abs(value[i]);
                  }
                  return new Tree(
                      t.feature(),
                      t.threshold(),
                      t.left(),
                      t.right(),
                      t.missingLeft(),
                      value,
                      t.cover());
                })
            .toList();
    return new TreeEnsemble(ensemble.features(), 0, trees);
  }

  private static byte[] classifier(
      TreeEnsemble ensemble, String mode, int classId, String transform) throws Exception {
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.parseFrom(OnnxForestWriter.write(ensemble, Calibration.IDENTITY));
    OnnxMl.NodeProto regressor = model.getGraph().getNode(0);
    OnnxMl.NodeProto.Builder node = regressor.toBuilder().clearAttribute().clearOutput();
    node.setOpType("TreeEnsembleClassifier").addOutput("label").addOutput("probabilities");
    for (OnnxMl.AttributeProto attribute : regressor.getAttributeList()) {
      OnnxMl.AttributeProto.Builder copy = attribute.toBuilder();
      switch (attribute.getName()) {
        case "aggregate_function", "n_targets" -> {
          continue;
        }
        case "post_transform" -> copy.setS(ByteString.copyFromUtf8(transform));
        case "nodes_modes" -> {
          copy.clearStrings();
          attribute
              .getStringsList()
              .forEach(
                  old ->
                      copy.addStrings(
                          old.equals(ByteString.copyFromUtf8("LEAF"))
                              ? old
                              : ByteString.copyFromUtf8(mode)));
        }
        case "target_ids" -> {
          copy.clearInts().setName("class_ids");
          attribute.getIntsList().forEach(ignored -> copy.addInts(classId));
        }
        case "target_nodeids" -> copy.setName("class_nodeids");
        case "target_treeids" -> copy.setName("class_treeids");
        case "target_weights" -> copy.setName("class_weights");
        default -> {}
      }
      node.addAttribute(copy);
    }
    node.addAttribute(
        OnnxMl.AttributeProto.newBuilder()
            .setName("classlabels_int64s")
            .setType(OnnxMl.AttributeProto.AttributeType.INTS)
            .addInts(0)
            .addInts(1));
    OnnxMl.GraphProto.Builder graph =
        model.getGraph().toBuilder().clearNode().clearOutput().clearInitializer().addNode(node);
    graph.addOutput(output("label", OnnxMl.TensorProto.DataType.INT64, 1));
    graph.addOutput(output("probabilities", OnnxMl.TensorProto.DataType.FLOAT, 2));
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private static OnnxMl.ValueInfoProto output(
      String name, OnnxMl.TensorProto.DataType type, int dimensions) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    if (dimensions == 2) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(2));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape)))
        .build();
  }
}
