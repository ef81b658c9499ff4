package io.quittance.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs `./quittance` and returns what it prints.
///
/// A project that is built is taken as it is, stale or not, since a build inside a test may take
/// longer than the test waits; one that is not built at all is built by the script.
final class Script {
  private static final List<String> BUILT =
      List.of(
          "local/target/lib",
          "laboratory/target/laboratory.jar",
          "scoring/target/quarkus-app/quarkus-run.jar");

  private Script() {}

  static String run(String... arguments) {
    Path root = Project.root();
    boolean built = BUILT.stream().allMatch(file -> Files.exists(root.resolve(file)));
    List<String> command =
        new ArrayList<>(
            List.of("env", "QUITTANCE_BUILD=" + (built ? "never" : "stale"), "./quittance"));
    command.addAll(List.of(arguments));
    return Project.run(root, "", command).text();
  }
}
