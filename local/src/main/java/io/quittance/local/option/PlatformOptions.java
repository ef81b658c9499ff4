package io.quittance.local.option;

import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.PortMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options of the commands that start the platform.
public final class PlatformOptions {

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Adds N to every port (default: ${DEFAULT-VALUE}).")
  private int portOffset;

  @Option(
      names = "--no-keycloak",
      description = "Signs tokens with a local key instead of starting Keycloak.")
  private boolean withoutKeycloak;

  @Mixin private final PatienceOption patience = new PatienceOption();

  public Patience patience() {
    return patience.patience();
  }

  public PortMap ports() {
    try {
      return new PortMap(portOffset);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  public boolean keycloak() {
    return !withoutKeycloak;
  }
}
