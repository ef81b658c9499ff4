package io.quittance.local.command;

import io.quittance.local.launch.Platform;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs work against a platform and aborts it as soon as a part of the platform ends.
final class WhileHealthy {

  private WhileHealthy() {}

  /// Runs work and returns its result. The work runs on a thread of its own. When a part ends, the
  /// thread is interrupted and not waited for, because a client of a dead broker may block for
  /// minutes.
  ///
  /// @throws io.quittance.local.launch.PartFailedException when a part of the platform ends
  static <T> T run(Platform platform, Callable<T> work) throws IOException, InterruptedException {
    CompletableFuture<T> end = new CompletableFuture<>();
    Thread worker =
        daemon(
            "work",
            () -> {
              try {
                end.complete(work.call());
              } catch (Exception | Error e) {
                end.completeExceptionally(e);
              }
            });
    Thread watcher =
        daemon(
            "watch",
            () -> {
              try {
                end.completeExceptionally(platform.takeFailure());
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } finally {
      worker.interrupt();
      watcher.interrupt();
    }
  }

  private static RuntimeException thrown(@Nullable Throwable failure) throws IOException {
    return switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }

  private static Thread daemon(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }
}
