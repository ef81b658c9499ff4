package io.quittance.e2e.bench;

import io.quittance.core.text.WireNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A suite of contenders that do the same work, one of which is the reference.
enum Suite {
  FOREST(
      "margins with the flat forest, ONNX Runtime and XGBoost",
      ForestBenchmark.class,
      Workload.MODELS,
      List.of(1, 100, 10_000),
      1,
      List.of("flatForest", "onnxRuntimePinned", "onnxRuntimePlain", "xgboost"),
      "onnxRuntimePinned"),
  SHAP(
      "exact contributions with Quittance, Algorithm 2 and XGBoost",
      ShapBenchmark.class,
      Workload.MODELS,
      List.of(1, 1000),
      1,
      List.of("treeShap", "algorithm2", "xgboost"),
      "xgboost"),
  SCORE_AND_EXPLAIN(
      "rows scored and explained on two threads",
      ScoreAndExplainBenchmark.class,
      List.of("200x4", "300x6"),
      List.of(1000),
      2,
      List.of("quittance", "xgboost"),
      "xgboost"),
  DECIDE(
      "best permitted action for simulated accounts, by search and by a scan of quarter hours",
      DecideBenchmark.class,
      List.of("us"),
      List.of(1),
      1,
      List.of("quittance", "rulesAlone", "rankingAlone", "quarterHourScan"),
      "quarterHourScan"),
  CODEC(
      "decisions read and written by their own codec and by Jackson's general mapper",
      DecisionCodecBenchmark.class,
      List.of("read", "write"),
      List.of(1),
      1,
      List.of("quittance", "jacksonDatabind"),
      "jacksonDatabind");

  private final String description;
  private final Class<?> benchmark;
  private final List<String> models;
  private final List<Integer> batches;
  private final int threads;
  private final List<String> contenders;
  private final String reference;

  Suite(
      String description,
      Class<?> benchmark,
      List<String> models,
      List<Integer> batches,
      int threads,
      List<String> contenders,
      String reference) {
    this.description = description;
    this.benchmark = benchmark;
    this.models = models;
    this.batches = batches;
    this.threads = threads;
    this.contenders = contenders;
    this.reference = reference;
  }

  static Optional<Suite> named(String name) {
    return Arrays.stream(values()).filter(suite -> suite.slug().equals(name)).findFirst();
  }

  /// Returns the name on the command line.
  String slug() {
    return WireNames.of(this);
  }

  String description() {
    return description;
  }

  /// Returns whether the models must be trained first.
  boolean trains() {
    return Workload.MODELS.containsAll(models);
  }

  List<String> models() {
    return models;
  }

  List<Integer> batches() {
    return batches;
  }

  int threads() {
    return threads;
  }

  /// Returns the contenders, the subject of the suite first.
  List<String> contenders() {
    return contenders;
  }

  /// Returns the contender that ratios refer to.
  String reference() {
    return reference;
  }

  /// Returns the JMH pattern of one contender.
  String pattern(String contender) {
    return "^" + benchmark.getName().replace(".", "\\.") + "\\." + contender + "$";
  }
}
