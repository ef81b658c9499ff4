package io.quittance.messaging;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Retries the work of a consumer without end: nothing else can be done while the database, the
/// broker or a topic is away.
///
/// Each attempt starts in a Vert.x context of its own, on an event loop. What calls the consumer or
/// times the retry may run anywhere, and a context that an attempt has left holds what that attempt
/// opened, such as a broken session.
@Singleton
public final class BatchRetry {

  private static final double JITTER = 0.5;

  private final Executor newContexts;
  private final ScheduledExecutorService timer;
  private final double jitter;

  @Inject
  public BatchRetry(Vertx vertx) {
    this(command -> runInNewContext(vertx, command), Infrastructure.getDefaultWorkerPool(), JITTER);
  }

  /// @param newContexts runs each command in a new context
  /// @param timer waits before a retry
  /// @param jitter the share of a pause, 0 to 1, by which it may be shorter or longer
  public BatchRetry(Executor newContexts, ScheduledExecutorService timer, double jitter) {
    this.newContexts = newContexts;
    this.timer = timer;
    this.jitter = jitter;
  }

  /// Retries the work until it succeeds.
  ///
  /// @param first pause before the second attempt; pauses double up to `atMost`
  /// @param failed told each failure
  /// @param work makes one attempt; called on an event loop
  public <T> Uni<T> untilDone(
      Duration first, Duration atMost, Consumer<Throwable> failed, Supplier<Uni<T>> work) {
    return inOwnContext(work)
        .onFailure()
        .invoke(failed)
        .onFailure()
        .retry()
        .withExecutor(timer)
        .withJitter(jitter)
        .withBackOff(first, atMost)
        .indefinitely();
  }

  /// Runs work in a Vert.x context of its own each time it is subscribed to.
  public <T> Uni<T> inOwnContext(Supplier<Uni<T>> work) {
    return Uni.createFrom().deferred(work::get).runSubscriptionOn(newContexts);
  }

  private static void runInNewContext(Vertx vertx, Runnable command) {
    Context context =
        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(_ -> command.run());
  }
}
