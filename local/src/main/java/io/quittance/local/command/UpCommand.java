package io.quittance.local.command;

import io.quittance.local.launch.AotRecorder;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.Platform;
import io.quittance.local.launch.PortMap;
import io.quittance.local.launch.StartProgress;
import io.quittance.local.option.DataOption;
import io.quittance.local.option.PlatformOptions;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the platform and runs it until Ctrl-C.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the infrastructure and the services, and runs until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();
  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Configuration of the services, such as quittance.policy.packs=strict.")
  private Map<String, String> overrides = Map.of();

  @Override
  public Integer call() throws InterruptedException {
    Layout layout = data.layout();
    StartProgress progress = new StartProgress(System.out, Terminal.isInteractive());
    Platform.Settings launch =
        new Platform.Settings(
            "up", layout, options.ports(), options.keycloak(), options.patience(), overrides);
    try (Platform platform = Platform.start(launch, progress)) {
      System.out.printf(
          Locale.ROOT,
          "%nReady after %.1f s. Data in %s.%n%n%s%nCtrl-C stops everything.%n",
          progress.elapsed().toMillis() / 1e3,
          layout.data(),
          addresses(platform.ports()) + people(layout, options.keycloak()));
      if (!new AotRecorder(layout.home(), options.patience(), System.err::println)
          .absent()
          .isEmpty()) {
        System.err.println(
            "To start in less than half the time, once for each build:  ./quittance aot");
      }
      while (true) {
        System.err.println(platform.takeFailure().getMessage());
        System.err.println("The other parts keep running. Ctrl-C stops everything.");
      }
    }
  }

  /// Returns how people sign in to the console.
  private static String people(Layout layout, boolean keycloak) {
    return keycloak
        ? "  %-11s mara (supervisor), paul and petra (model-approver) and others; passwords in %s%n"
            .formatted("people", layout.peoplesPasswords().file())
        : "  %-11s the console lets you choose who you are%n".formatted("people");
  }

  private static String addresses(PortMap ports) {
    StringBuilder text = new StringBuilder();
    Part.services()
        .forEach(
            service ->
                text.append(
                    "  %-11s %s  (health, metrics, OpenAPI: %s/q/)%n"
                        .formatted(
                            service.title(), ports.url(service), ports.managementUrl(service))));
    text.append(
        "  %-11s %s  (for people, in a browser)%n".formatted("console", ports.consoleUrl()));
    text.append("  %-11s %s%n".formatted("Kafka", ports.bootstrapServers()));
    text.append(
        "  %-11s %s (user and password quittance)%n".formatted("PostgreSQL", ports.jdbcUrl()));
    text.append("  %-11s %s  (./quittance token ROLE)%n".formatted("tokens", ports.issuerUrl()));
    return text.toString();
  }
}
