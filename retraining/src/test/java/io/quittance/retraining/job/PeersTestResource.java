package io.quittance.retraining.job;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quittance.retraining.FakePeers;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The other two services of a test, and quick retries: four, or as many as the argument
/// `max-attempts` says.
public final class PeersTestResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable FakePeers peers;
  private String maxAttempts = "4";

  @Override
  public void init(Map<String, String> arguments) {
    maxAttempts = arguments.getOrDefault("max-attempts", maxAttempts);
  }

  @Override
  public Map<String, String> start() {
    FakePeers started = new FakePeers();
    peers = started;
    return Map.of(
        "quittance.feedback.url", started.url(),
        "quittance.registry.url", started.url(),
        "quittance.training.max-trees", "40",
        "quittance.training.trials", "3",
        "quittance.job.poll-interval", "PT0.1S",
        "quittance.job.backoff", "PT0.1S",
        "quittance.job.max-backoff", "PT1S",
        "quittance.job.max-attempts", maxAttempts);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        Objects.requireNonNull(peers), new TestInjector.MatchesType(FakePeers.class));
  }

  @Override
  public void stop() {
    if (peers != null) {
      peers.close();
    }
  }
}
