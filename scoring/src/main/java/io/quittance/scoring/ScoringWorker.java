package io.quittance.scoring;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Runs CPU-bound work (parsing, folding, features, forest, reasons, JSON) off the event loops. It
/// has one thread: batches come one at a time, and the broker's client and the database need the
/// other cores.
@Singleton
public final class ScoringWorker {

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("scoring-worker").daemon().factory());

  /// Runs the work on the worker; the result is emitted there, too.
  public <T> Uni<T> run(Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(executor);
  }

  @PreDestroy
  void close() {
    executor.shutdown();
  }
}
