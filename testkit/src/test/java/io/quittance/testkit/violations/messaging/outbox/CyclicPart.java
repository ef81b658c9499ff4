package io.quittance.testkit.violations.messaging.outbox;

import io.quittance.testkit.violations.messaging.CyclicRoot;
import java.util.List;

public record CyclicPart(List<CyclicRoot> roots) {
  public CyclicPart {
    roots = List.copyOf(roots);
  }
}
