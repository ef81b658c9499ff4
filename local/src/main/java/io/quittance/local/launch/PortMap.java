package io.quittance.local.launch;

import io.quittance.embedded.process.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The ports of the platform, all shifted by one offset.
///
/// @param offset −7,000 to 40,000
public record PortMap(int offset) {

  private static final int LEAST = -7_000;
  private static final int MOST = 40_000;
  private static final int STEPS = 50;

  public PortMap {
    if (offset < LEAST || offset > MOST) {
      throw new IllegalArgumentException(
          "--port-offset must lie between -7000 and 40000, but is " + offset);
    }
  }

  public int port(Part part) {
    return part.defaultPort() + offset;
  }

  /// Returns the port of health and metrics; 0 for a part that is not a service.
  public int managementPort(Part part) {
    return part.isProgram() ? part.defaultManagementPort() + offset : 0;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port(Part.KAFKA);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/quittance".formatted(port(Part.POSTGRES));
  }

  public String reactiveUrl() {
    return "postgresql://127.0.0.1:%d/quittance".formatted(port(Part.POSTGRES));
  }

  public String issuerUrl() {
    return "http://localhost:%d/realms/quittance".formatted(port(Part.IDENTITY));
  }

  /// Returns the console's address for browsers, by the name under which people sign in.
  public String consoleUrl() {
    return "http://localhost:" + port(Part.CONSOLE);
  }

  /// Returns the base URL of a service's REST interface.
  public String url(Part service) {
    return "http://127.0.0.1:" + port(service);
  }

  public String managementUrl(Part service) {
    return "http://127.0.0.1:" + managementPort(service);
  }

  /// Returns the part that listens on a port of [#purposes()].
  Part part(int port) {
    return Stream.of(Part.values())
        .filter(part -> port(part) == port || (part.isProgram() && managementPort(part) == port))
        .findFirst()
        .orElseThrow();
  }

  /// Returns the next larger offset, in steps of 100, at which every port is free at the moment.
  Optional<PortMap> nextFree() {
    return IntStream.rangeClosed(1, STEPS)
        .map(step -> offset + 100 * step)
        .filter(next -> next <= MOST)
        .mapToObj(PortMap::new)
        .filter(ports -> ports.purposes().keySet().stream().allMatch(Ports::isFree))
        .findFirst();
  }

  /// Returns every port with its purpose in words.
  Map<Integer, String> purposes() {
    Map<Integer, String> purposes = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      purposes.put(port(part), part.title());
      if (part.isProgram()) {
        purposes.put(managementPort(part), part.title() + " (health and metrics)");
      }
    }
    return purposes;
  }
}
