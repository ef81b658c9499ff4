package io.quittance.feedback.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.feedback.drift.FeatureDrift;
import io.quittance.feedback.drift.FeatureDrift.Verdict;
import io.quittance.feedback.drift.WindowDrift;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedbackGaugesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @Test
  void eachFeatureAndThePredictionHaveTheirIndexAndDistance() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    FeedbackGauges gauges = new FeedbackGauges(meters);
    FeatureDrift moved = new FeatureDrift("age", 0.4, 0.1, 0.25, Verdict.DRIFTING, 0, 0);
    FeatureDrift empty = new FeatureDrift("calls", 0, 0, null, Verdict.STABLE, 0, 0);
    FeatureDrift prediction = new FeatureDrift("score", 0.3, 0.1, 0.2, Verdict.DRIFTING, 0, 0);

    gauges.champion(
        3,
        Optional.empty(),
        new WindowDrift(DAY, DAY.plusDays(14), 900, true, true, List.of(moved, empty), prediction));

    assertEquals(0.4, meters.get("quittance_feature_psi").tag("feature", "age").gauge().value());
    assertEquals(
        0.25, meters.get("quittance_feature_jensen_shannon").tag("feature", "age").gauge().value());
    assertEquals(
        0.2,
        meters.get("quittance_feature_jensen_shannon").tag("feature", "score").gauge().value());
    assertNull(meters.find("quittance_feature_jensen_shannon").tag("feature", "calls").gauge());
  }
}
