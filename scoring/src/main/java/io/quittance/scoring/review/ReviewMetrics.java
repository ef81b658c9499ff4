package io.quittance.scoring.review;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ReviewKind;
import jakarta.inject.Singleton;
import java.util.List;

/// Counts review cases by kind and the state they enter.
@Singleton
public final class ReviewMetrics {

  private final MeterRegistry registry;

  public ReviewMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Counts cases that decisions opened.
  public void opened(List<NewCase> cases) {
    cases.forEach(each -> entered(each.kind(), Review.Status.OPEN));
  }

  /// Counts a case that entered a state.
  void entered(ReviewKind kind, Review.Status status) {
    registry
        .counter("quittance.reviews", "kind", WireNames.of(kind), "status", WireNames.of(status))
        .increment();
  }
}
