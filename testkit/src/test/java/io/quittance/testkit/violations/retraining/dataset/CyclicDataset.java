package io.quittance.testkit.violations.retraining.dataset;

import io.quittance.testkit.violations.retraining.job.CyclicJob;
import java.util.List;

public record CyclicDataset(List<CyclicJob> jobs) {
  public CyclicDataset {
    jobs = List.copyOf(jobs);
  }
}
