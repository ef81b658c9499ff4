package io.quittance.scoring.review;

import io.vertx.mutiny.sqlclient.Pool;

/// Makes what the simulation needs of this package.
public final class SimulatedReviews {

  private SimulatedReviews() {}

  public static ReviewRepository repository(Pool pool) {
    return new ReviewRepository(pool);
  }
}
