package io.quittance.scoring.permit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.scoring.ScoringWorker;
import io.vertx.mutiny.sqlclient.Pool;

/// Makes what the simulation needs of this package.
public final class SimulatedPermits {

  private SimulatedPermits() {}

  public static RevokePermits revocation(
      Pool pool, PolicyCatalogue book, ScoringWorker worker, MeterRegistry metrics) {
    return new RevokePermits(
        new PermitRepository(pool), new PermitRules(book), worker, new PermitMetrics(metrics));
  }
}
