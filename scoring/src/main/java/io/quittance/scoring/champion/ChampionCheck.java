package io.quittance.scoring.champion;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Readiness: down until it is known which champions there are and they, or the models before them,
/// serve.
@Readiness
@Singleton
final class ChampionCheck implements HealthCheck {

  private final LifecycleFollower follower;

  ChampionCheck(LifecycleFollower follower) {
    this.follower = follower;
  }

  @Override
  public HealthCheckResponse call() {
    return follower
        .waitingFor()
        .map(
            what ->
                HealthCheckResponse.named("champion").down().withData("waiting for", what).build())
        .orElseGet(() -> HealthCheckResponse.named("champion").up().build());
  }
}
