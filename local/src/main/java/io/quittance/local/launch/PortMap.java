package io.quittance.local.launch;

import java.util.LinkedHashMap;
import java.util.Map;

/// The ports of the platform, all moved by one offset.
///
/// @param offset −7,000 to 40,000
public record PortMap(int offset) {

  public PortMap {
    if (offset < -7_000 || offset > 40_000) {
      throw new IllegalArgumentException("The port offset must lie in [-7000, 40000]");
    }
  }

  public int port(Part part) {
    return part.defaultPort() + offset;
  }

  /// Of health and metrics; 0 for what is not a service.
  public int managementPort(Part part) {
    return part.isService() ? part.defaultManagementPort() + offset : 0;
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

  /// The base of a service's REST interface.
  public String url(Part service) {
    return "http://127.0.0.1:" + port(service);
  }

  public String managementUrl(Part service) {
    return "http://127.0.0.1:" + managementPort(service);
  }

  /// What listens where, in words: every port with its purpose.
  Map<Integer, String> purposes() {
    Map<Integer, String> purposes = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      purposes.put(port(part), part.title());
      if (part.isService()) {
        purposes.put(managementPort(part), part.title() + " (health and metrics)");
      }
    }
    return purposes;
  }
}
