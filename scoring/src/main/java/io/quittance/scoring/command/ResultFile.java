package io.quittance.scoring.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that appears under its name when it is complete, or not at all. An older one stays until
/// then.
final class ResultFile implements AutoCloseable {

  private final Path file;
  private final Path part;
  private final BufferedWriter writer;
  private boolean kept;

  ResultFile(Path file) throws IOException {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    try {
      this.writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailedException("cannot write " + part + ": " + e.getMessage());
    }
  }

  void write(String text) throws IOException {
    writer.write(text);
  }

  /// Gives the file its name when it is closed.
  void keep() {
    kept = true;
  }

  /// Says that there is nothing to keep: an older file of this name goes, as it is of other rows.
  void removeOlder() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
      if (kept) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
