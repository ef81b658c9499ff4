package io.quittance.local.command;

import io.quittance.embedded.token.Realm;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.State;
import io.quittance.local.option.CommandFailedException;
import io.quittance.local.option.DataOption;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Prints an access token for trying the APIs.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints a JWT with a role of the running platform, for trying the APIs.")
final class TokenCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Parameters(
      paramLabel = "ROLE",
      description =
          "viewer, agent, supervisor, model-developer, model-approver, auditor, privacy-officer,"
              + " operator or service")
  private String role = "";

  @Override
  public Integer call() throws IOException {
    Realm.Client client =
        Realm.load()
            .clientForRole(role)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "Unknown role '%s': choose one of %s"
                            .formatted(role, String.join(", ", Realm.load().roles()))));
    State state = data.running();
    try (Tokens tokens = new Tokens(state.ports().issuerUrl())) {
      System.out.println(tokens.of(client.id()));
    }
    return 0;
  }
}
