package io.quittance.core.onnx.write;

import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph;
import io.quittance.core.onnx.OnnxGraph.Node;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import io.quittance.core.onnx.OnnxGraphReader;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes and reads the part of a graph that replaces codes by their encoded values. Each coded
/// column passes through a `LabelEncoder`, the others are gathered together, and all are put back
/// into their original order.
public final class CategoryEncodingNodes {

  private static final String COLUMN = "coded_column_";

  private CategoryEncodingNodes() {}

  /// Writes the encodings of an ensemble.
  ///
  /// @return name of the encoded rows; the name of the input itself when nothing is encoded
  static String write(TreeEnsemble ensemble, OnnxGraphWriter graph, String input, String prefix) {
    CategoryEncodings encodings = ensemble.encodings();
    if (encodings.isEmpty()) {
      return input;
    }
    List<String> pieces = new ArrayList<>();
    long[] places = new long[ensemble.features()];
    for (int i = 0; i < encodings.size(); i++) {
      int feature = encodings.feature(i);
      places[feature] = i + 1;
      String column = graph.constantLongs(prefix + COLUMN + i, new long[] {1}, feature);
      String codes = gather(graph, List.of(input, column), prefix + "codes_" + i);
      pieces.add(encode(encodings.table(i), graph, codes, prefix + "encoded_" + i));
    }
    long[] plain = new long[ensemble.features() - encodings.size()];
    int at = 0;
    for (int feature = 0; feature < places.length; feature++) {
      if (places[feature] == 0) {
        places[feature] = encodings.size() + at;
        plain[at++] = feature;
      } else {
        places[feature]--;
      }
    }
    if (plain.length > 0) {
      String others = graph.constantLongs(prefix + "plain_columns", new long[] {at}, plain);
      pieces.add(gather(graph, List.of(input, others), prefix + "plain"));
    }
    String joined =
        graph.node("Concat", pieces, prefix + "joined_columns", Attribute.ofInt("axis", 1));
    String order = graph.constantLongs(prefix + "column_order", new long[] {places.length}, places);
    return gather(graph, List.of(joined, order), prefix + "encoded");
  }

  private static String gather(OnnxGraphWriter graph, List<String> inputs, String output) {
    return graph.node("Gather", inputs, output, Attribute.ofInt("axis", 1));
  }

  private static String encode(float[] table, OnnxGraphWriter graph, String codes, String output) {
    float[] keys = new float[table.length];
    for (int code = 0; code < keys.length; code++) {
      keys[code] = code;
    }
    return graph.node(
        "LabelEncoder",
        List.of(codes),
        output,
        Attribute.ofFloat("default_float", Float.NaN),
        Attribute.ofFloats("keys_floats", keys),
        Attribute.ofFloats("values_floats", table));
  }

  /// Returns the tables in the encoders of a graph. Does not check the other nodes; that is up to
  /// the caller.
  public static Optional<CategoryEncodings> read(OnnxGraph graph) {
    Map<Integer, float[]> tables = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.is(OnnxGraphReader.ML, "LabelEncoder")) {
        Tensor column = graph.initializers().get(COLUMN + tables.size());
        if (column == null || column.values().length != 1) {
          return Optional.empty();
        }
        tables.put((int) column.values()[0], node.floats("values_floats"));
      }
    }
    try {
      return Optional.of(new CategoryEncodings(tables));
    } catch (ModelRefusedException e) {
      return Optional.empty();
    }
  }
}
