package io.quittance.local.command;

import io.quittance.core.text.Json;
import io.quittance.local.launch.RunningPlatform;
import io.quittance.local.launch.RunningPlatform.PartStatus;
import io.quittance.local.launch.State;
import io.quittance.local.option.DataOption;
import io.quittance.local.option.JsonOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Reports which parts are running and whether they are ready.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Reports which parts are running and ready; exits with 0 when all are ready.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    RunningPlatform platform = new RunningPlatform(data.layout());
    Optional<State> state = platform.state();
    List<PartStatus> parts = state.map(platform::status).orElse(List.of());
    boolean ready = !parts.isEmpty() && parts.stream().allMatch(PartStatus::ready);
    System.out.print(
        json.asked()
            ? json(state, parts, ready)
            : text(state, parts, data.layout().data().toString()));
    return ready ? 0 : 1;
  }

  private static String json(Optional<State> state, List<PartStatus> parts, boolean ready) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("running", state.isPresent());
    object.put("ready", ready);
    state.ifPresent(
        running -> {
          object.put("launcherPid", running.launcherPid());
          object.put("command", running.command());
          object.put("startedAt", running.startedAt());
          object.put("portOffset", running.portOffset());
          object.put("tokens", running.keycloak() ? "keycloak" : "local");
        });
    object.put("parts", parts);
    return Json.line(object) + "\n";
  }

  private static String text(Optional<State> state, List<PartStatus> parts, String directory) {
    if (state.isEmpty()) {
      return "No platform is running on %s, or it is still starting.%n".formatted(directory);
    }
    StringBuilder text = new StringBuilder();
    State running = state.get();
    text.append(
        "%s since %s, process %d%n"
            .formatted(running.command(), running.startedAt(), running.launcherPid()));
    for (PartStatus part : parts) {
      text.append(
          "  %s %-11s %-8s %s%n"
              .formatted(
                  part.ready() ? "✓" : "✗",
                  part.name(),
                  part.pid() == 0 ? "" : Long.toString(part.pid()),
                  part.url()));
    }
    return text.toString();
  }
}
