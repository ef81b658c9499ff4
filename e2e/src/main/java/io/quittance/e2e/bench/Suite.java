package io.quittance.e2e.bench;

import io.quittance.core.text.WireNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What can be measured: contenders that do the same work, one of them the reference.
enum Suite {
  FOREST(
      "margins by the flat forest, ONNX Runtime and XGBoost",
      ForestBenchmark.class,
      Workload.MODELS,
      List.of(1, 100, 10_000),
      1,
      List.of("flatForest", "onnxRuntimePinned", "onnxRuntimePlain", "xgboost"),
      "onnxRuntimePinned"),
  SHAP(
      "exact contributions by Quittance, Algorithm 2 and XGBoost",
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
      "what is permitted and best for simulated accounts, by search and by a scan of quarter hours",
      DecideBenchmark.class,
      List.of("us"),
      List.of(1),
      1,
      List.of("quittance", "rulesAlone", "rankingAlone", "quarterHourScan"),
      "quarterHourScan");

  private final String words;
  private final Class<?> benchmark;
  private final List<String> models;
  private final List<Integer> batches;
  private final int threads;
  private final List<String> contenders;
  private final String reference;

  Suite(
      String words,
      Class<?> benchmark,
      List<String> models,
      List<Integer> batches,
      int threads,
      List<String> contenders,
      String reference) {
    this.words = words;
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

  /// Its name on the command line.
  String slug() {
    return WireNames.of(this);
  }

  String words() {
    return words;
  }

  /// Whether its models have to be trained first.
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

  /// The first is the one that the suite is about.
  List<String> contenders() {
    return contenders;
  }

  /// The contender that ratios refer to.
  String reference() {
    return reference;
  }

  /// JMH's pattern of one contender.
  String pattern(String contender) {
    return "^" + benchmark.getName().replace(".", "\\.") + "\\." + contender + "$";
  }
}
