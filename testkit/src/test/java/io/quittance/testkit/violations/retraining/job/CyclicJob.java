package io.quittance.testkit.violations.retraining.job;

import io.quittance.testkit.violations.retraining.dataset.CyclicDataset;
import java.util.List;

public record CyclicJob(List<CyclicDataset> datasets) {
  public CyclicJob {
    datasets = List.copyOf(datasets);
  }
}
