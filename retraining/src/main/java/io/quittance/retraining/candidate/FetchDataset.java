package io.quittance.retraining.candidate;

import io.quittance.core.text.Sha256;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.retraining.peer.FeedbackClient;
import io.quittance.retraining.peer.Peer;
import io.quittance.retraining.peer.PeerException;
import io.quittance.web.artifact.ArtifactClient;
import io.quittance.web.artifact.Download;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/// Has the feedback service build a data set, waits until it is ready, and downloads it. Blocks the
/// calling thread.
public final class FetchDataset {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final String PARQUET = "application/vnd.apache.parquet";

  /// What feedback answers when a data set is no longer there: the next attempt has it built again.
  private static final Set<String> GONE =
      Set.of("dataset-expired", "dataset-not-found", "dataset-not-ready");

  private final FeedbackClient feedback;
  private final Source source;
  private final Duration patience;
  private final int maxRows;
  private final long maxBytes;

  /// Where the files of finished data sets are.
  ///
  /// @param feedback the address below which the feedback service's `/v1` lies
  public record Source(URI feedback, ArtifactClient client) {

    private Download download(String id, String sha256, long maxBytes) {
      return new Download(
          "feedback",
          URI.create(feedback + "/v1/datasets/" + id),
          PARQUET,
          Optional.of(sha256),
          maxBytes);
    }
  }

  /// @param patience the longest time that the feedback service may take to build a data set
  /// @param maxRows the most rows to ask for
  /// @param maxBytes the largest file to download
  public FetchDataset(
      FeedbackClient feedback, Source source, Duration patience, int maxRows, long maxBytes) {
    this.feedback = feedback;
    this.source = source;
    this.patience = patience;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  /// Stores the data set at `target` and returns the SHA-256 of the file.
  ///
  /// @throws BadDataException when it is too large
  /// @throws PeerException when the feedback service does not answer or could not build it, or the
  ///   file is gone or does not have the digest that was announced
  public String run(String model, Instant from, Instant to, Path target) {
    try {
      return fetch(model, from, to, target);
    } catch (PeerException e) {
      throw GONE.contains(e.slug()) ? PeerException.unreachable(String.valueOf(e.getMessage())) : e;
    }
  }

  private String fetch(String model, Instant from, Instant to, Path target) {
    FeedbackClient.Dataset ready = await(create(model, from, to));
    long bytes = ready.bytes() == null ? 0 : ready.bytes();
    if (bytes > maxBytes) {
      throw new BadDataException(
          "the data set has " + bytes + " bytes, more than the " + maxBytes + " allowed");
    }
    String sha256 = ready.sha256();
    if (sha256 == null) {
      throw PeerException.unreachable("feedback announced no digest of data set " + ready.id());
    }
    return Peer.download(
        () -> {
          Files.createDirectories(target.toAbsolutePath().getParent());
          source.client().store(source.download(ready.id(), sha256, maxBytes), target);
          return sha256;
        });
  }

  /// Returns the SHA-256 of a file, read in pieces.
  public static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    }
  }

  private FeedbackClient.Dataset create(String model, Instant from, Instant to) {
    return Peer.FEEDBACK.ask(
        () -> feedback.create(new FeedbackClient.Wanted(model, from, to, maxRows, true)));
  }

  private FeedbackClient.Dataset await(FeedbackClient.Dataset created) {
    long deadline = System.nanoTime() + patience.toNanos();
    FeedbackClient.Dataset dataset = created;
    while (!dataset.state().equals("ready")) {
      if (dataset.state().equals("failed")) {
        throw PeerException.unreachable(
            "feedback could not build the data set: " + dataset.failure());
      }
      if (System.nanoTime() - deadline > 0) {
        throw PeerException.unreachable(
            "feedback has not built the data set within " + patience.toSeconds() + " s");
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
      throw new CancellationException("interrupted while waiting for a data set");
    }
  }
}
