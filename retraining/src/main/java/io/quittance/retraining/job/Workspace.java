package io.quittance.retraining.job;

import io.quittance.retraining.candidate.FetchDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/// Holds the files of jobs that must survive a restart: one directory per job below the data
/// directory, removed when the job is over.
record Workspace(Path root) {

  private static final String DATASET = "dataset.parquet";
  private static final String BUNDLE = "bundle.zip";
  private static final String EVIDENCE = "evidence.csv";
  private static final String SEARCH = "search.ndjson";

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

    void writeBundle(byte[] bytes) {
      write(BUNDLE, bytes);
    }

    void writeEvidence(byte[] bytes) {
      write(EVIDENCE, bytes);
    }

    void delete() {
      try {
        for (String name : new String[] {DATASET, BUNDLE, EVIDENCE, SEARCH}) {
          Files.deleteIfExists(directory.resolve(name));
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

    /// Writes the whole file or nothing.
    private void write(String name, byte[] bytes) {
      try {
        Files.createDirectories(directory);
        Path part = directory.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
