package io.quittance.retraining.job;

import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/// Reports a process that is to run jobs and cannot as not ready: its worker has ended, or its last
/// look for jobs failed. Thread-safe.
@Default
@Readiness
@Singleton
final class WorkerHealth implements HealthCheck {

  private static final String ENDED = "the worker has ended; restart the process";

  private volatile @Nullable String trouble;

  void works() {
    report(null);
  }

  void failed(Throwable cause) {
    report("jobs cannot be run: " + cause);
  }

  /// Says that no job will run any more. Nothing that is reported later changes that.
  void ended() {
    report(ENDED);
  }

  private synchronized void report(@Nullable String found) {
    if (!ENDED.equals(trouble)) {
      trouble = found;
    }
  }

  @Override
  public HealthCheckResponse call() {
    String reason = trouble;
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("training worker").status(reason == null);
    return reason == null ? response.build() : response.withData("reason", reason).build();
  }
}
