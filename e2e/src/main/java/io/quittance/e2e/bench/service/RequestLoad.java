package io.quittance.e2e.bench.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/// Sends requests over some connections at once.
final class RequestLoad {

  private static final int CREATED = 201;
  private static final int OK = 200;

  private final HttpConnection.Target target;
  private final IntFunction<String> body;
  private final AtomicInteger next = new AtomicInteger();

  /// @param body of the request with this number
  RequestLoad(HttpConnection.Target target, IntFunction<String> body) {
    this.target = target;
    this.body = body;
  }

  /// What a load brought.
  ///
  /// @param perSecond answers a second
  record Answers(double perSecond, Durations durations) {}

  /// Sends the next request on a connection as soon as the one before is answered.
  Answers closed(int connections, int seconds) throws IOException {
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    return run(
        connections,
        begin,
        connection -> {
          LongStream.Builder durations = LongStream.builder();
          for (long now = System.nanoTime(); now - end < 0; ) {
            send(connection, next.getAndIncrement());
            long after = System.nanoTime();
            durations.add(after - now);
            now = after;
          }
          return durations.build().toArray();
        });
  }

  /// Sends requests at a steady rate, each on the first connection that is free, and counts from
  /// when it was due.
  ///
  /// @param connections the most requests that wait for an answer
  Answers open(int connections, double perSecond, int seconds) throws IOException {
    long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    int count = (int) (perSecond * seconds);
    AtomicInteger due = new AtomicInteger();
    int first = next.getAndAdd(count);
    return run(
        connections,
        begin,
        connection -> {
          LongStream.Builder durations = LongStream.builder();
          for (int i = due.getAndIncrement(); i < count; i = due.getAndIncrement()) {
            long at = begin + (long) (i / perSecond * TimeUnit.SECONDS.toNanos(1));
            while (System.nanoTime() - at < 0) {
              LockSupport.parkNanos(at - System.nanoTime());
            }
            send(connection, first + i);
            durations.add(System.nanoTime() - at);
          }
          return durations.build().toArray();
        });
  }

  private interface Worker {
    long[] run(HttpConnection connection) throws IOException;
  }

  private Answers run(int connections, long begin, Worker worker) throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Callable<long[]>> workers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        workers.add(
            () -> {
              try (HttpConnection connection = new HttpConnection(target)) {
                return worker.run(connection);
              }
            });
      }
      LongStream all = LongStream.empty();
      for (Future<long[]> done : threads.invokeAll(workers)) {
        all = LongStream.concat(all, LongStream.of(done.get()));
      }
      long[] nanos = all.toArray();
      return new Answers(nanos.length * 1e9 / (System.nanoTime() - begin), Durations.of(nanos));
    } catch (ExecutionException e) {
      throw new IOException("A request failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void send(HttpConnection connection, int number) throws IOException {
    int status = connection.post(body.apply(number));
    if (status != CREATED && status != OK) {
      throw new IOException("A request was answered with " + status);
    }
  }
}
