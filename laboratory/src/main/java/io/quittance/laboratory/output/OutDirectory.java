package io.quittance.laboratory.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The directory that receives the results of a training run. A file appears only when it is
/// complete. Files that did not come from a training run are never changed.
public final class OutDirectory {

  /// The name of the search journal.
  public static final String JOURNAL = "search.ndjson";

  /// The name of the journal of the search on selected features.
  public static final String SELECTED_JOURNAL = "search-selected.ndjson";

  /// Files that a training run leaves behind when it stops before its search. The next run replaces
  /// them.
  private static final Set<String> EARLY = Set.of("schema.yaml", "quality.json");

  private final Path directory;
  private final List<Path> written = new ArrayList<>();

  private OutDirectory(Path directory) {
    this.directory = directory;
  }

  /// Creates the directory, or accepts an existing one that has no results. To resume, the
  /// directory must contain a search.
  ///
  /// @throws CommandFailedException when the directory is not writable or contains something else
  public static OutDirectory prepare(Path directory, boolean resume) {
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new CommandFailedException(directory + " is a file: --out must name a directory");
      }
      Files.createDirectories(directory);
      if (!Files.isWritable(directory)) {
        throw new CommandFailedException("cannot write to " + directory);
      }
      refuseOthers(directory, resume);
      return new OutDirectory(directory);
    } catch (IOException e) {
      throw new CommandFailedException(
          "cannot create the directory %s: %s".formatted(directory, e.getMessage()));
    }
  }

  private static void refuseOthers(Path directory, boolean resume) throws IOException {
    boolean searched = Files.isRegularFile(directory.resolve(JOURNAL));
    if (resume && searched) {
      return;
    }
    try (Stream<Path> children = Files.list(directory)) {
      if (children.anyMatch(child -> !EARLY.contains(String.valueOf(child.getFileName())))) {
        throw new CommandFailedException(
            searched
                ? directory
                    + " already holds a search: add --resume to continue it, or choose another --out"
                : directory + " is not empty: choose another --out");
      }
    }
  }

  /// Returns the journal of the search.
  public Path journal() {
    return directory.resolve(JOURNAL);
  }

  /// Returns the journal of the search on selected features.
  public Path selectedJournal() {
    return directory.resolve(SELECTED_JOURNAL);
  }

  public void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(String name, byte[] bytes) throws IOException {
    Path part = directory.resolve(name + ".part");
    Files.write(part, bytes);
    Path file = directory.resolve(name);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    written.add(file);
  }

  /// @param selected whether there was a search on selected features
  /// @return the files in order: those already written, the journals, and the file written last
  public List<Path> files(String last, boolean selected) {
    List<Path> files = new ArrayList<>(written);
    files.add(journal());
    if (selected) {
      files.add(selectedJournal());
    }
    files.add(directory.resolve(last));
    return files;
  }
}
