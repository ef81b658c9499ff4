package io.quittance.core.onnx.write;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.OnnxGraph.Tensor;
import io.quittance.core.onnx.write.OnnxGraphWriter.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the part of a graph from `margin` to `probability`, and reads a calibration back from its
/// constants.
public final class CalibrationNodes {

  private static final String MARGIN = OnnxForestWriter.MARGIN;
  private static final String PROBABILITY = OnnxForestWriter.PROBABILITY;

  private CalibrationNodes() {}

  static void write(Calibration calibration, OnnxGraphWriter graph) {
    switch (calibration) {
      case Calibration.Logistic logistic -> write(logistic, graph);
      case Calibration.Beta beta -> write(beta, graph);
      case Calibration.Isotonic isotonic -> write(isotonic, graph);
    }
  }

  private static void write(Calibration.Logistic logistic, OnnxGraphWriter graph) {
    graph.constant("slope", new long[] {1}, (float) logistic.slope());
    graph.constant("intercept", new long[] {1}, (float) logistic.intercept());
    graph.node("Mul", List.of(MARGIN, "slope"), "scaled");
    graph.node("Add", List.of("scaled", "intercept"), "logit");
    graph.node("Sigmoid", List.of("logit"), PROBABILITY);
  }

  /// Computes in double up to the sigmoid, because the last bits of an exponential computed in
  /// float differ between a row alone and a row in a batch. `−ln s = max(−m, 0) + ln(1 +
  /// exp(−|m|))`, and likewise for `1 − s` with `m` instead of `−m`.
  private static void write(Calibration.Beta beta, OnnxGraphWriter graph) {
    graph.constant("margin_min", new long[0], -Calibration.Beta.MAX_MARGIN);
    graph.constant("margin_max", new long[0], Calibration.Beta.MAX_MARGIN);
    graph.constantDoubles("beta_a", beta.a());
    graph.constantDoubles("beta_b", beta.b());
    graph.constantDoubles("beta_c", beta.c());
    graph.node("Clip", List.of(MARGIN, "margin_min", "margin_max"), "bounded");
    graph.node("Cast", List.of("bounded"), "wide_margin", to(Tensor.DOUBLE));
    graph.constantDoubles("wide_zero", 0);
    graph.constantDoubles("wide_one", 1);
    graph.node("Neg", List.of("wide_margin"), "negative_margin");
    graph.node("Min", List.of("wide_margin", "negative_margin"), "minus_size");
    graph.node("Exp", List.of("minus_size"), "decay");
    graph.node("Add", List.of("decay", "wide_one"), "decay_and_one");
    graph.node("Log", List.of("decay_and_one"), "rest");
    graph.node("Max", List.of("wide_margin", "wide_zero"), "positive_part");
    graph.node("Max", List.of("negative_margin", "wide_zero"), "negative_part");
    graph.node("Add", List.of("positive_part", "rest"), "minus_log_other");
    graph.node("Add", List.of("negative_part", "rest"), "minus_log_sigmoid");
    graph.node("Mul", List.of("minus_log_other", "beta_b"), "upward");
    graph.node("Mul", List.of("minus_log_sigmoid", "beta_a"), "downward");
    graph.node("Sub", List.of("upward", "downward"), "difference");
    graph.node("Add", List.of("difference", "beta_c"), "wide_logit");
    graph.node("Cast", List.of("wide_logit"), "logit", to(Tensor.FLOAT));
    graph.node("Sigmoid", List.of("logit"), PROBABILITY);
  }

  private static Attribute to(int type) {
    return Attribute.ofInt("to", type);
  }

  /// Finds the line that a margin lies on by counting the lines that begin at or below it. The sum
  /// of integers does not depend on their order, so a row alone has the same bits as in a batch.
  private static void write(Calibration.Isotonic isotonic, OnnxGraphWriter graph) {
    int lines = isotonic.margins().size() - 1;
    float[] starts = new float[lines];
    float[] bases = new float[lines];
    float[] tops = new float[lines];
    float[] slopes = new float[lines];
    for (int i = 0; i < lines; i++) {
      starts[i] = isotonic.margins().get(i).floatValue();
      bases[i] = isotonic.probabilities().get(i).floatValue();
      tops[i] = isotonic.probabilities().get(i + 1).floatValue();
      slopes[i] = isotonic.slope(i);
    }
    graph.constant("margin_min", new long[] {1}, starts[0]);
    graph.constant("margin_max", new long[] {1}, isotonic.margins().getLast().floatValue());
    graph.constant("line_starts", new long[] {lines}, starts);
    graph.constant("line_bases", new long[] {lines}, bases);
    graph.constant("line_tops", new long[] {lines}, tops);
    graph.constant("line_slopes", new long[] {lines}, slopes);
    graph.constantLongs("columns", new long[] {1}, 1);
    graph.constantLongs("one", new long[] {1}, 1);
    graph.node("Max", List.of(MARGIN, "margin_min"), "above");
    graph.node("Min", List.of("above", "margin_max"), "bounded");
    graph.node("GreaterOrEqual", List.of("bounded", "line_starts"), "begun");
    graph.node("Cast", List.of("begun"), "begun_count", to(Tensor.INT64));
    graph.node("ReduceSum", List.of("begun_count", "columns"), "lines_begun");
    graph.node("Sub", List.of("lines_begun", "one"), "line");
    graph.node("Gather", List.of("line_starts", "line"), "start");
    graph.node("Gather", List.of("line_bases", "line"), "base");
    graph.node("Gather", List.of("line_tops", "line"), "top");
    graph.node("Gather", List.of("line_slopes", "line"), "line_slope");
    graph.node("Sub", List.of("bounded", "start"), "run");
    graph.node("Mul", List.of("line_slope", "run"), "rise");
    graph.node("Add", List.of("base", "rise"), "unbounded_probability");
    graph.node("Min", List.of("unbounded_probability", "top"), PROBABILITY);
  }

  /// Returns the calibration whose constants are present; empty when there is none. Does not check
  /// the nodes between them; that is up to the caller.
  public static Optional<Calibration> read(Map<String, Tensor> constants) {
    try {
      if (constants.containsKey("beta_a")) {
        return Optional.of(
            new Calibration.Beta(
                only(constants.get("beta_a")),
                only(constants.get("beta_b")),
                only(constants.get("beta_c"))));
      }
      if (constants.containsKey("line_starts")) {
        return Optional.of(
            new Calibration.Isotonic(
                points(constants.get("line_starts"), constants.get("margin_max")),
                points(constants.get("line_bases"), constants.get("line_tops"))));
      }
      return Optional.of(
          new Calibration.Logistic(only(constants.get("slope")), only(constants.get("intercept"))));
    } catch (ModelRefusedException e) {
      return Optional.empty();
    }
  }

  private static double[] values(@Nullable Tensor tensor) {
    if (tensor == null || tensor.values().length == 0) {
      throw new ModelRefusedException(
          "calibration", "the graph lacks a constant of the calibration");
    }
    return tensor.values();
  }

  private static double only(@Nullable Tensor tensor) {
    return values(tensor)[0];
  }

  private static List<Double> points(@Nullable Tensor firsts, @Nullable Tensor last) {
    List<Double> points = new ArrayList<>();
    for (double value : values(firsts)) {
      points.add(value);
    }
    double[] lasts = values(last);
    points.add(lasts[lasts.length - 1]);
    return points;
  }
}
