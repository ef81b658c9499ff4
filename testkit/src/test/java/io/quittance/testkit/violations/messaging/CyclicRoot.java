package io.quittance.testkit.violations.messaging;

import io.quittance.testkit.violations.messaging.outbox.CyclicPart;
import java.util.List;

public record CyclicRoot(List<CyclicPart> parts) {
  public CyclicRoot {
    parts = List.copyOf(parts);
  }
}
