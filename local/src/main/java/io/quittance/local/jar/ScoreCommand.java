package io.quittance.local.jar;

import io.quittance.local.access.RegistryArtefacts;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.RunningPlatform;
import io.quittance.local.launch.State;
import io.quittance.local.option.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Finds the model and passes the arguments to the jar of the scoring service, which defines the
/// options.
@Command(
    name = "score",
    description = {
      "Scores a CSV file with a bundle, or with the champion of the running platform's registry.",
      "./quittance score --help lists the options."
    })
public final class ScoreCommand extends PassedCommand {

  @Option(names = "--model", hidden = true)
  private @Nullable String model;

  @Option(names = "--platform", hidden = true, defaultValue = ".quittance")
  private Path platform = Path.of(".quittance");

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = argumentsOf("score");
    if (model == null) {
      return JarCommand.scoring(command);
    }
    command.add("--model");
    if (isFile(model)) {
      command.add(model);
      return JarCommand.scoring(command);
    }
    Path fetched = Files.createTempFile("quittance-champion", ".zip");
    try {
      Files.write(fetched, champion(model));
      command.add(fetched.toString());
      return JarCommand.scoring(command);
    } finally {
      Files.deleteIfExists(fetched);
    }
  }

  /// Returns whether a model is given as a path. Whatever looks like a path is one, so that a
  /// mistyped path is not searched for in a registry.
  private static boolean isFile(String model) {
    return model.endsWith(".zip") || model.contains("/") || Files.exists(Path.of(model));
  }

  private byte[] champion(String name) throws IOException {
    State state =
        new RunningPlatform(Layout.of(platform))
            .state()
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "There is no file %s, and no platform is running on %s whose registry could have a model of that name: start one with  ./quittance up"
                            .formatted(name, platform)));
    try (RegistryArtefacts registry = new RegistryArtefacts(state.ports())) {
      return registry
          .champion(name)
          .orElseThrow(
              () -> new CommandFailedException("The registry has no champion of model " + name));
    }
  }
}
