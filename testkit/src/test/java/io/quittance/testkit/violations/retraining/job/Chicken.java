package io.quittance.testkit.violations.retraining.job;

import io.quittance.testkit.violations.retraining.dataset.Egg;
import java.util.List;

public record Chicken(List<Egg> eggs) {
  public Chicken {
    eggs = List.copyOf(eggs);
  }
}
