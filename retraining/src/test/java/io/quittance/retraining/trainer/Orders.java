package io.quittance.retraining.trainer;

import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.BuildSettings;
import io.quittance.retraining.candidate.TrainingConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Instant;

/// Orders whose files lie in one directory.
record Orders(Path directory) {

  static final String VERSION = "0.1.0";

  static TrainerCommand evil(String heap) {
    return new TrainerCommand(
        System.getProperty("java.class.path"), heap, EvilTrainer.class.getName());
  }

  static BuildSettings settings() {
    return BuildSettings.of(
        new SmallRyeConfigBuilder()
            .withMapping(TrainingConfig.class)
            .withDefaultValue("quittance.training.max-trees", "20")
            .withDefaultValue("quittance.training.trials", "2")
            .build()
            .getConfigMapping(TrainingConfig.class));
  }

  TrainerOrder order(String model, long parentPatience) {
    Instant requested = Instant.parse("2026-05-01T00:00:00Z");
    return new TrainerOrder(
        new BuildCandidate.Order(
            model,
            "run-1",
            "manual",
            "tester",
            requested,
            Instant.parse("2026-01-01T00:00:00.000001Z"),
            requested,
            "0".repeat(64)),
        settings(),
        directory.resolve("dataset.parquet"),
        directory.resolve("search.ndjson"),
        directory.resolve("bundle.new"),
        directory.resolve("evidence.new"),
        parentPatience,
        VERSION);
  }
}
