package io.quittance.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs `./quittance` and returns what it prints.
///
/// A project that is built is taken as it is, since a build inside a test may take longer than the
/// test waits. The script builds one that is not built, or whose jars are too old to start.
final class Script {
  private static final List<String> BUILT =
      List.of(
          "local/target/lib",
          "laboratory/target/laboratory.jar",
          "scoring/target/quarkus-app/quarkus-run.jar");

  private Script() {}

  static String run(String... arguments) {
    Path root = Project.root();
    if (BUILT.stream().allMatch(file -> Files.exists(root.resolve(file)))) {
      Project.Output output = run(root, "never", arguments);
      if (output.status() == 0) {
        return output.text();
      }
    }
    return run(root, "stale", arguments).text();
  }

  private static Project.Output run(Path root, String build, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("env", "QUITTANCE_BUILD=" + build, "./quittance"));
    command.addAll(List.of(arguments));
    return Project.run(root, "", command);
  }
}
