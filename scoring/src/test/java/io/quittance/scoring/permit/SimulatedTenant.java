package io.quittance.scoring.permit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Lets the tenant `sim` name the instant of its requests; the tenant `default` may not.
public final class SimulatedTenant implements QuarkusTestResourceLifecycleManager {

  static final String NAME = "sim";

  @Override
  public Map<String, String> start() {
    return Map.of("quittance.permits.simulated-tenants", NAME);
  }

  @Override
  public void stop() {}
}
