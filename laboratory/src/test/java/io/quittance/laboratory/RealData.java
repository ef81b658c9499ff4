package io.quittance.laboratory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The published data sets that some tests read where they are present.
public final class RealData {

  private RealData() {}

  /// A file of the directory that `QUITTANCE_DATA` names, or of `../shared/data`; the test is
  /// skipped with a word when it is absent.
  public static Path file(String name) {
    String directory = System.getenv("QUITTANCE_DATA");
    Path found =
        Stream.of(
                directory == null ? "../shared/data" : directory,
                "../shared/data",
                "../../shared/data",
                "../../../shared/data")
            .map(place -> Path.of(place, name))
            .filter(Files::isReadable)
            .findFirst()
            .orElse(Path.of("absent"));
    assumeTrue(
        Files.isReadable(found), "Skipped: " + name + " is absent (set QUITTANCE_DATA=DIRECTORY)");
    return found;
  }
}
