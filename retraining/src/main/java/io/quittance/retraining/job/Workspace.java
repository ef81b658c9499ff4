package io.quittance.retraining.job;

import io.quittance.retraining.candidate.FetchDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;

/// Holds the files of jobs that must survive a restart: one directory per job below the data
/// directory, removed when the job is over.
record Workspace(Path root) {

  private static final String DATASET = "dataset.parquet";
  private static final String BUNDLE = "bundle.zip";
  private static final String EVIDENCE = "evidence.csv";
  private static final String SEARCH = "search.ndjson";
  private static final String NEW_BUNDLE = "bundle.new";
  private static final String NEW_EVIDENCE = "evidence.new";

  Folder of(UUID job) {
    return new Folder(root.resolve("jobs").resolve(job.toString()));
  }

  /// The files of one job.
  record Folder(Path directory) {

    Path dataset() {
      return directory.resolve(DATASET);
    }

    /// Returns the journal of the search, from which an interrupted job resumes.
    Path search() {
      return directory.resolve(SEARCH);
    }

    boolean hasDataset(String sha256) {
      return has(DATASET, sha256);
    }

    boolean hasBundle(String sha256) {
      return has(BUNDLE, sha256);
    }

    boolean hasEvidence(String sha256) {
      return has(EVIDENCE, sha256);
    }

    byte[] readBundle() {
      return read(BUNDLE);
    }

    byte[] readEvidence() {
      return read(EVIDENCE);
    }

    /// Returns where a trainer writes the bundle.
    Path newBundle() {
      return directory.resolve(NEW_BUNDLE);
    }

    /// Returns where a trainer writes the evidence.
    Path newEvidence() {
      return directory.resolve(NEW_EVIDENCE);
    }

    /// Keeps the bundle that a trainer has written and returns its digest.
    String keepBundle() {
      return keep(NEW_BUNDLE, BUNDLE);
    }

    /// Keeps the evidence that a trainer has written and returns its digest.
    String keepEvidence() {
      return keep(NEW_EVIDENCE, EVIDENCE);
    }

    void delete() {
      if (!Files.isDirectory(directory)) {
        return;
      }
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean has(String name, String sha256) {
      Path file = directory.resolve(name);
      try {
        return Files.isRegularFile(file) && FetchDataset.digest(file).equals(sha256);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] read(String name) {
      try {
        return Files.readAllBytes(directory.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String keep(String written, String kept) {
      try {
        Path file = directory.resolve(kept);
        Files.move(directory.resolve(written), file, StandardCopyOption.ATOMIC_MOVE);
        return FetchDataset.digest(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
