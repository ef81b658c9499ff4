package io.quittance.retraining.candidate;

import io.quittance.core.text.Sha256;
import io.quittance.laboratory.table.BadDataException;
import io.quittance.retraining.peer.FeedbackClient;
import io.quittance.retraining.peer.Peer;
import io.quittance.retraining.peer.PeerException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;

/// Asks the feedback service for a data set, waits until it is made, and stores it with its digest
/// checked. Blocks the calling thread.
public final class FetchDataset {

  private static final Duration POLL = Duration.ofMillis(250);

  private final FeedbackClient feedback;
  private final Duration patience;
  private final int maxRows;
  private final long maxBytes;

  /// @param patience how long the other side may take to make the data set
  public FetchDataset(FeedbackClient feedback, Duration patience, int maxRows, long maxBytes) {
    this.feedback = feedback;
    this.patience = patience;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  /// The digest of the file that is now at `target`.
  ///
  /// @throws BadDataException when there is no such data set or it is too large
  /// @throws PeerException when the service does not answer, or the file was damaged on its way
  public String run(String model, Instant from, Instant to, Path target) {
    FeedbackClient.Dataset ready = await(create(model, from, to));
    long bytes = ready.bytes() == null ? 0 : ready.bytes();
    if (bytes > maxBytes) {
      throw new BadDataException(
          "the data set has " + bytes + " bytes, more than the " + maxBytes + " allowed");
    }
    File downloaded = Peer.FEEDBACK.ask(() -> feedback.download(ready.id()));
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.move(downloaded.toPath(), target, StandardCopyOption.REPLACE_EXISTING);
      String digest = digest(target);
      if (!digest.equals(ready.sha256())) {
        Files.delete(target);
        throw PeerException.unreachable("the data set was damaged on its way: its digest differs");
      }
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The SHA-256 of a file, read in pieces.
  public static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    }
  }

  private FeedbackClient.Dataset create(String model, Instant from, Instant to) {
    return Peer.FEEDBACK.ask(
        () -> feedback.create(new FeedbackClient.Wanted(model, from, to, maxRows)));
  }

  private FeedbackClient.Dataset await(FeedbackClient.Dataset created) {
    long deadline = System.nanoTime() + patience.toNanos();
    FeedbackClient.Dataset dataset = created;
    while (!dataset.state().equals("ready")) {
      if (dataset.state().equals("failed")) {
        throw new BadDataException("feedback could not make the data set: " + dataset.failure());
      }
      if (System.nanoTime() - deadline > 0) {
        throw PeerException.unreachable(
            "feedback has not made the data set within " + patience.toSeconds() + " s");
      }
      pause();
      dataset = Peer.FEEDBACK.ask(() -> feedback.get(created.id()));
    }
    return dataset;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a data set was made");
    }
  }
}
