package io.quittance.scoring;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Runs CPU-bound work (parsing, folding, features, forest, reasons, JSON) off the event loops.
/// Batches have one thread: they come one at a time, and the broker's client and the database need
/// the other cores. Requests have two of their own: a request holds locks while it decides, and
/// must not wait for a batch that may wait for these locks.
@Singleton
public final class ScoringWorker {

  private final ExecutorService batches;
  private final ExecutorService requests;

  @Inject
  public ScoringWorker() {
    this(
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("scoring-worker").daemon().factory()),
        Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("scoring-request-", 0).daemon().factory()));
  }

  /// Creates a worker of these threads.
  public ScoringWorker(ExecutorService batches, ExecutorService requests) {
    this.batches = batches;
    this.requests = requests;
  }

  /// What the work is for.
  public enum Lane {
    /// A batch of records.
    BATCH,
    /// A request of a caller who waits.
    REQUEST
  }

  /// Runs the work on a thread of the lane; the result is emitted there, too.
  public <T> Uni<T> run(Lane lane, Supplier<T> work) {
    return Uni.createFrom()
        .item(work)
        .runSubscriptionOn(
            switch (lane) {
              case BATCH -> batches;
              case REQUEST -> requests;
            });
  }

  @PreDestroy
  void close() {
    batches.shutdown();
    requests.shutdown();
  }
}
