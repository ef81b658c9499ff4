package io.quittance.local.command;

import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.PortMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options of the commands that start the platform.
final class PlatformOptions {

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

  @Option(
      names = "--patience",
      paramLabel = "FACTOR",
      defaultValue = "${env:QUITTANCE_PATIENCE:-1}",
      converter = PatienceConverter.class,
      description = {
        "Scales every time limit, for a slow or busy machine: with 2 a part may go twice as long",
        "without progress (default: the environment variable QUITTANCE_PATIENCE, or 1)."
      })
  private Patience patience = new Patience(1);

  private static final class PatienceConverter implements ITypeConverter<Patience> {
    @Override
    public Patience convert(String value) {
      try {
        return Patience.of(value);
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            "--patience must be a number between 0.001 and 1000, not '%s'".formatted(value));
      }
    }
  }

  Patience patience() {
    return patience;
  }

  PortMap ports() {
    try {
      return new PortMap(portOffset);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  boolean keycloak() {
    return !withoutKeycloak;
  }
}
