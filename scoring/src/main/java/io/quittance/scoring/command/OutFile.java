package io.quittance.scoring.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks the file of `--out` before anything is read or computed.
final class OutFile {

  private OutFile() {}

  /// Checks that `--out` names a file in an existing directory, and that no file is both read and
  /// written.
  ///
  /// @param written `--out` and what is written beside it
  /// @throws CommandFailedException when that is not so; the message says what to do
  static void check(Path out, Path read, List<Path> written) throws IOException {
    for (Path file : written) {
      if (Files.exists(file) && Files.exists(read) && Files.isSameFile(file, read)) {
        throw new CommandFailedException(
            "%s, which is read, would be written: choose another --out".formatted(read));
      }
    }
    if (Files.isDirectory(out)) {
      throw new CommandFailedException(out + " is a directory: --out names a file");
    }
    Path parent = out.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new CommandFailedException("there is no directory " + parent + " for --out");
    }
  }
}
