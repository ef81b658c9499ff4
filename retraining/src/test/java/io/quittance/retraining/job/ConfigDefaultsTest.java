package io.quittance.retraining.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.laboratory.training.Limits;
import io.quittance.retraining.candidate.BuildSettings;
import io.quittance.retraining.candidate.TrainingConfig;
import io.quittance.retraining.trainer.TrainerConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConfigDefaultsTest {

  @Test
  void trainingIsSmallByDefault() {
    TrainingConfig config = config().getConfigMapping(TrainingConfig.class);
    assertEquals(200, config.maxTrees());
    assertEquals(4, config.maxDepth());
    assertEquals(64, config.maxBin());
    assertEquals(20, config.patience());
    assertEquals(2, config.threads());
    assertEquals(20_260_101, config.seed());
    assertEquals(0.55, config.trainShare());
    assertEquals(0.15, config.calibrationShare());
    assertEquals(0.3, config.heldOutShare());
    assertEquals(300, config.minPartRows());
    assertEquals(30, config.minPartClass());
    assertEquals(500, config.minRows());
    assertEquals(50, config.minClass());
    assertEquals(500_000, config.maxRows());
    assertEquals(256L << 20, config.maxDatasetBytes());
    assertEquals(Duration.ofMinutes(5), config.datasetPatience());
    assertEquals(Duration.ofMinutes(10), config.datasetDownloadTimeout());
  }

  @Test
  void theSearchIsOfForestsAndSmallByDefault() {
    TrainingConfig config = config().getConfigMapping(TrainingConfig.class);
    assertEquals(List.of("xgboost", "lightgbm"), config.families());
    assertEquals(12, config.trials());
    assertEquals(3, config.folds());
    assertTrue(config.stack());
    assertEquals(new Limits(200, 20, 4, 64, 20_260_101), config.limits());
    assertEquals(config.families(), BuildSettings.of(config).families());
  }

  @Test
  void anUnknownFamilyIsRefusedByName() {
    TrainingConfig config =
        config("quittance.training.families", "xgboost,crystal-ball")
            .getConfigMapping(TrainingConfig.class);

    var refused = assertThrows(IllegalArgumentException.class, () -> BuildSettings.of(config));

    assertTrue(String.valueOf(refused.getMessage()).contains("crystal-ball"));
  }

  @Test
  void jobsAreTriedTenTimes() {
    JobConfig config = config().getConfigMapping(JobConfig.class);
    assertEquals("default", config.tenant());
    assertTrue(config.worker());
    assertEquals(Duration.ofMillis(500), config.pollInterval());
    assertEquals(10, config.maxAttempts());
    assertEquals(3, config.maxCrashes());
    assertEquals(Duration.ofSeconds(2), config.backoff());
    assertEquals(Duration.ofMinutes(2), config.maxBackoff());
  }

  @Test
  void aTrainerHasAHeapOfItsOwnAndAnEnd() {
    TrainerConfig config = config().getConfigMapping(TrainerConfig.class);
    assertEquals("1g", config.heap());
    assertEquals(Duration.ofMinutes(15), config.silence());
  }

  private static SmallRyeConfig config(String... keysAndValues) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withMapping(TrainingConfig.class)
            .withMapping(TrainerConfig.class)
            .withMapping(JobConfig.class);
    IntStream.range(0, keysAndValues.length / 2)
        .forEach(i -> builder.withDefaultValue(keysAndValues[2 * i], keysAndValues[2 * i + 1]));
    return builder.build();
  }
}
