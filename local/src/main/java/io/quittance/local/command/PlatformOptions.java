package io.quittance.local.command;

import io.quittance.local.launch.PortMap;
import picocli.CommandLine.Option;

/// How the platform is started.
final class PlatformOptions {

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Moves every port by N (default: ${DEFAULT-VALUE}).")
  private int portOffset;

  @Option(
      names = "--no-keycloak",
      description = "Signs tokens with a local key instead of starting Keycloak.")
  private boolean withoutKeycloak;

  PortMap ports() {
    return new PortMap(portOffset);
  }

  boolean keycloak() {
    return !withoutKeycloak;
  }
}
