package io.quittance.feedback;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// Quick beats, small thresholds, a registry of the test's own.
public final class FeedbackProfile implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quittance.feedback.evaluation-interval", "1s",
        "quittance.label.idle-timeout", "PT1.5S",
        "quittance.trigger.min-labels", "100",
        "quittance.trigger.min-class", "10",
        "quittance.trigger.drift.min-labels", "50",
        "quittance.drift.min-rows", "100",
        "quittance.outbox.interval", "100ms");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(io.quittance.testkit.QuittanceTestResource.class),
        new TestResourceEntry(RegistryStub.class));
  }
}
