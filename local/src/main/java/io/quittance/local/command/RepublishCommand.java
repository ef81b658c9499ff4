package io.quittance.local.command;

import io.quittance.core.text.Json;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.State;
import io.quittance.local.option.CommandFailedException;
import io.quittance.local.option.DataOption;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Publishes decisions again that the topic of decisions has lost.
@Command(
    name = "republish",
    mixinStandardHelpOptions = true,
    description =
        "Publishes the stored decisions of a time range again, for a topic of decisions that lost"
            + " them. Readers know a repeat by its id.")
final class RepublishCommand implements Callable<Integer> {

  private static final String OPERATOR = "quittance-operator";
  private static final String TOKEN = "QUITTANCE_TOKEN";

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "First time of the decisions, such as 2026-03-01T00:00:00Z.")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "End of their times, exclusive; at most 31 days later.")
  private Instant to = Instant.EPOCH;

  @Option(names = "--account", paramLabel = "ID", description = "Of this account alone.")
  private @Nullable String account;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Address of scoring (default: the platform that runs on the directory). The environment"
              + " variable "
              + TOKEN
              + " then holds the token of an operator.")
  private @Nullable URI url;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    long published =
        republication()
            .publish(
                from.toString(),
                to.toString(),
                account,
                sofar -> {
                  if (!json) {
                    System.err.printf("\r%,d decisions", sofar);
                  }
                });
    System.out.println(
        json
            ? Json.line(Map.of("published", published))
            : "%n%,d decisions published again.".formatted(published));
    return 0;
  }

  private Republication republication() throws IOException {
    Duration pause = Duration.ofSeconds(1);
    if (url != null) {
      String token = System.getenv(TOKEN);
      if (token == null) {
        throw new CommandFailedException(
            "--url needs the token of an operator in the environment variable " + TOKEN);
      }
      return new Republication(url, token, pause);
    }
    State state = data.running();
    try (Tokens tokens = new Tokens(state.ports().issuerUrl())) {
      return new Republication(
          URI.create(state.ports().url(Part.SCORING)), tokens.of(OPERATOR), pause);
    }
  }
}
