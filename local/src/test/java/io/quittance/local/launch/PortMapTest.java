package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortMapTest {

  @Test
  void withoutOffsetThePortsAreThoseOfTheDocumentation() {
    Map<Integer, String> purposes = new PortMap(0).purposes();

    assertEquals(
        Map.ofEntries(
            Map.entry(9092, "Kafka"),
            Map.entry(15432, "PostgreSQL"),
            Map.entry(8180, "Keycloak"),
            Map.entry(8084, "registry"),
            Map.entry(9084, "registry (health and metrics)"),
            Map.entry(8081, "scoring"),
            Map.entry(9081, "scoring (health and metrics)"),
            Map.entry(8082, "feedback"),
            Map.entry(9082, "feedback (health and metrics)"),
            Map.entry(8083, "retraining"),
            Map.entry(9083, "retraining (health and metrics)"),
            Map.entry(8085, "console"),
            Map.entry(9085, "console (health and metrics)")),
        purposes);
  }

  @Test
  void theOffsetMovesEveryPort() {
    PortMap ports = new PortMap(100);

    assertEquals("127.0.0.1:9192", ports.bootstrapServers());
    assertEquals("jdbc:postgresql://127.0.0.1:15532/quittance", ports.jdbcUrl());
    assertEquals("http://localhost:8280/realms/quittance", ports.issuerUrl());
    assertEquals("http://127.0.0.1:9181", ports.managementUrl(Part.SCORING));
  }

  @Test
  void anOffsetBeyondTheRangeOfPortsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PortMap(50_001));
  }
}
