package io.quittance.retraining.trainer;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The side of the process in its talk with the parent. It ends with its parent: at the end of the
/// standard input, or when the parent, frozen, has been silent for too long. Thread-safe.
final class TrainerSession {

  /// Exit codes beside those of the JVM; 0 when the parent has an answer.
  static final int ERROR = 70;

  static final int NO_PARENT = 71;

  private static final int SECOND = 1_000;
  private static final Path LIKELINESS = Path.of("/proc/self/oom_score_adj");

  private final BufferedReader in;
  private final OutputStream out;
  private final BlockingQueue<ChampionFile> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger silentSeconds = new AtomicInteger();
  private final AtomicLong lastSign = new AtomicLong();

  private TrainerSession(BufferedReader in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /// What a process does with its order.
  @FunctionalInterface
  interface Work {
    TrainerMessage.Done run(TrainerOrder order, TrainerSession session) throws Exception;
  }

  /// Does the work that the parent orders, and ends the JVM. Once the answer is sent, nothing that
  /// a native library does while it is closed matters.
  static void run(Work work) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    beKilledFirst();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Runtime.getRuntime().halt(new TrainerSession(in, out).answer(work));
  }

  private int answer(Work work) {
    try {
      TrainerOrder order = Lines.read(in.readLine(), TrainerOrder.class);
      daemon("parent", this::listen);
      daemon("watch", () -> watch(order.parentPatience()));
      send(work.run(order, this));
      return 0;
    } catch (RuntimeException e) {
      e.printStackTrace();
      send(new TrainerMessage.Refused(Refusal.of(e)));
      return 0;
    } catch (Throwable e) {
      e.printStackTrace();
      return ERROR;
    }
  }

  /// Sends a message as lines of their own, whatever a native library has written before.
  synchronized void send(TrainerMessage message) {
    try {
      out.write(("\n" + Lines.MARK + Lines.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the parent does not listen", e);
    }
  }

  /// Shows a sign of life, at most once a second.
  void alive() {
    long now = System.currentTimeMillis();
    long last = lastSign.get();
    if (now - last >= SECOND && lastSign.compareAndSet(last, now)) {
      send(new TrainerMessage.Alive());
    }
  }

  /// Asks the parent for the champion and waits for the answer.
  ChampionFile champion() {
    send(new TrainerMessage.ChampionWanted());
    try {
      return answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the champion", e);
    }
  }

  private void listen() {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        silentSeconds.set(0);
        if (!line.isEmpty()) {
          answers.add(Lines.read(line, ChampionFile.class));
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(NO_PARENT);
    }
  }

  /// Counts seconds in which this process itself runs: when both are frozen, both may go on.
  private void watch(long patience) {
    try {
      while (silentSeconds.incrementAndGet() <= patience) {
        Thread.sleep(SECOND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(NO_PARENT);
  }

  private static void daemon(String name, Runnable task) {
    Thread.ofPlatform().name("trainer-" + name).daemon().start(task);
  }

  /// Asks the kernel to end this process before the service when memory is short, where it can be
  /// asked.
  private static void beKilledFirst() {
    try {
      Files.writeString(LIKELINESS, "900");
    } catch (IOException | RuntimeException e) {
      System.err.println("This process is not marked to be ended first: " + e);
    }
  }
}
