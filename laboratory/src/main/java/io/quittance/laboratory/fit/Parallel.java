package io.quittance.laboratory.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Runs a limited number of trainings at the same time.
record Parallel(int threads) {

  /// Returns the results in the order of the arguments. When one task fails, interrupts the others.
  ///
  /// @throws CancellationException when the calling thread is interrupted
  <A, B> List<B> map(List<A> arguments, Function<A, B> work) {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("fit-", 0).daemon().factory());
    try {
      List<Future<B>> running = new ArrayList<>();
      for (A argument : arguments) {
        running.add(executor.submit(() -> work.apply(argument)));
      }
      List<B> results = new ArrayList<>();
      for (Future<B> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the fit was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
