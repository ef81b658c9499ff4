package io.quittance.testkit.violations.retraining.dataset;

import io.quittance.testkit.violations.retraining.job.Chicken;
import java.util.List;

public record Egg(List<Chicken> chickens) {
  public Egg {
    chickens = List.copyOf(chickens);
  }
}
