package io.quittance.local.launch;

import io.quittance.core.text.WireNames;
import java.util.Optional;
import java.util.stream.Stream;

/// A process of the platform. The constants are in the order in which they start.
public enum Part {
  KAFKA("Kafka", 9092, 0),
  POSTGRES("PostgreSQL", 15432, 0),
  IDENTITY("Keycloak", 8180, 0),
  REGISTRY("registry", 8084, 9084),
  SCORING("scoring", 8081, 9081),
  FEEDBACK("feedback", 8082, 9082),
  RETRAINING("retraining", 8083, 9083),
  CONSOLE("console", 8085, 9085);

  private final String title;
  private final int port;
  private final int managementPort;

  Part(String title, int port, int managementPort) {
    this.title = title;
    this.port = port;
    this.managementPort = managementPort;
  }

  public String title() {
    return title;
  }

  /// Returns its name on the command line and in file names: `kafka`, `scoring`.
  public String key() {
    return this == IDENTITY ? "keycloak" : WireNames.of(this);
  }

  /// Returns whether this project builds it: a service or the console.
  public boolean isProgram() {
    return managementPort != 0;
  }

  int defaultPort() {
    return port;
  }

  int defaultManagementPort() {
    return managementPort;
  }

  /// Returns the four services of Quittance, which programs call.
  public static Stream<Part> services() {
    return programs().filter(part -> part != CONSOLE);
  }

  /// Returns the four services and the console, which people call.
  public static Stream<Part> programs() {
    return Stream.of(values()).filter(Part::isProgram);
  }

  public static Optional<Part> named(String name) {
    return Stream.of(values())
        .filter(part -> part.key().equalsIgnoreCase(name) || part.title().equalsIgnoreCase(name))
        .findFirst();
  }
}
