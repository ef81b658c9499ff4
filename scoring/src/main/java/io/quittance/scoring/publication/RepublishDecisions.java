package io.quittance.scoring.publication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.decision.DecisionPublisher;
import io.quittance.scoring.decision.StoredDecision;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Publishes stored decisions again, one page at a time and no faster than the settings allow, so
/// that new decisions are not held up. Repeats do no harm: readers know a decision by its id, and
/// of the decisions of an account the one that knew most counts, in whatever order they are read.
@Singleton
final class RepublishDecisions {

  /// The longest span of time that one request looks through: what a request costs is bounded,
  /// however long the range is.
  static final Duration SPAN = Duration.ofHours(1);

  private final StoredPage pages;
  private final DecisionPublisher publisher;
  private final ScoringConfig.Publications config;
  private final Counter counter;
  private final AtomicBoolean busy = new AtomicBoolean();

  RepublishDecisions(
      StoredPage pages, DecisionPublisher publisher, ScoringConfig config, MeterRegistry metrics) {
    this.pages = pages;
    this.publisher = publisher;
    this.config = config.publications();
    this.counter =
        Counter.builder("quittance.decisions.republished")
            .description("decisions published again at the request of an operator")
            .register(metrics);
  }

  /// Publishes the decisions behind a place and before a time, at most a page and no more than an
  /// hour of them.
  ///
  /// @return empty when this process publishes for another request
  Uni<Optional<PublicationAnswer>> publish(
      String tenant, Place place, Instant to, @Nullable String accountId) {
    if (!busy.compareAndSet(false, true)) {
      return Uni.createFrom().item(Optional.empty());
    }
    Instant far = place.time().plus(SPAN);
    Instant end = far.isBefore(to) ? far : to;
    return pages
        .read(tenant, place, end, accountId, config.pageSize())
        .chain(found -> publish(found).replaceWith(answer(found, end, to)))
        .map(Optional::of)
        .onTermination()
        .invoke(() -> busy.set(false));
  }

  private Uni<Void> publish(List<StoredDecision> found) {
    if (found.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Duration share = Duration.ofSeconds(1).multipliedBy(found.size()).dividedBy(config.perSecond());
    return publisher
        .publish(found)
        .invoke(() -> counter.increment(found.size()))
        .onItem()
        .delayIt()
        .by(share.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : share);
  }

  private PublicationAnswer answer(List<StoredDecision> found, Instant end, Instant to) {
    if (found.size() == config.pageSize()) {
      StoredDecision last = found.getLast();
      return new PublicationAnswer(
          found.size(), new Place(last.filedAt(), last.decisionId()).toString());
    }
    return new PublicationAnswer(
        found.size(), end.isBefore(to) ? Place.before(end).toString() : null);
  }
}
