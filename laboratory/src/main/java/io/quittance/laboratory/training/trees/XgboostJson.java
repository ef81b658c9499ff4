package io.quittance.laboratory.training.trees;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.forest.CategoryEncodings;
import io.quittance.core.forest.Tree;
import io.quittance.core.forest.TreeEnsemble;
import io.quittance.core.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Reads XGBoost's raw JSON model. A row goes left when its value is below the split condition, as
/// in [Tree]. The value of a leaf is its split condition. The cover of a node is its sum of
/// hessians.
public final class XgboostJson {

  private XgboostJson() {}

  /// Returns the first `trees` trees of a binary logistic booster.
  ///
  /// @param lookups turn raw rows into the rows that the trees read
  public static TreeEnsemble read(byte[] json, int features, int trees, CategoryEncodings lookups) {
    JsonNode learner;
    try {
      learner = Json.read(json).path("learner");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode stored = learner.path("gradient_booster").path("model").path("trees");
    List<Tree> read = new ArrayList<>();
    for (int i = 0; i < trees; i++) {
      read.add(tree(stored.path(i)));
    }
    String baseScore = learner.path("learner_model_param").path("base_score").asText();
    return new TreeEnsemble(features, logit(baseScore), read, lookups);
  }

  /// Computes XGBoost's own `-log(1 / p - 1)` in single precision. Newer versions write the score
  /// in brackets.
  private static float logit(String baseScore) {
    float p = Float.parseFloat(baseScore.replace("[", "").replace("]", ""));
    return (float) -StrictMath.log(1f / p - 1f);
  }

  private static Tree tree(JsonNode node) {
    int[] left = integers(node.path("left_children"));
    int[] right = integers(node.path("right_children"));
    int[] feature = integers(node.path("split_indices"));
    JsonNode conditions = node.path("split_conditions");
    JsonNode defaults = node.path("default_left");
    JsonNode hessians = node.path("sum_hessian");
    int size = left.length;
    float[] threshold = new float[size];
    float[] value = new float[size];
    boolean[] missingLeft = new boolean[size];
    double[] cover = new double[size];
    for (int i = 0; i < size; i++) {
      boolean leaf = left[i] == Tree.LEAF;
      float condition = (float) conditions.path(i).asDouble();
      threshold[i] = leaf ? 0 : condition;
      value[i] = leaf ? condition : 0;
      feature[i] = leaf ? 0 : feature[i];
      missingLeft[i] = !leaf && defaults.path(i).asInt() == 1;
      cover[i] = hessians.path(i).asDouble();
    }
    return new Tree(feature, threshold, left, right, missingLeft, value, cover);
  }

  private static int[] integers(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.path(i).asInt();
    }
    return values;
  }
}
