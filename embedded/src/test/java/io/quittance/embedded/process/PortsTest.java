package io.quittance.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PortsTest {
  @Test
  void aTakenPortIsNamedWithItsPurposeAndTheWayOut() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      var failure = assertThrows(PortTakenException.class, () -> Ports.claim(port, "Kafka"));

      assertFalse(Ports.isFree(port));
      assertTrue(Ports.isOpen(port));
      assertEquals(port, failure.port());
      assertEquals("Kafka", failure.purpose());
      assertTrue(failure.toString().contains(": Port " + port + ", needed for Kafka,"));
      assertTrue(failure.toString().contains("--port-offset"));
      assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "there is no /proc");
      PortHolder holder = failure.holder().orElseThrow();
      assertEquals(ProcessHandle.current().pid(), holder.pid());
      assertTrue(failure.toString().contains("process " + holder.pid() + " ("), holder.text());
      assertTrue(holder.command().contains("java"), holder.command());
      assertTrue(holder.text().length() < 120, holder.text());
    }
  }

  @Test
  void aPortTakenOnAllInterfacesIsTaken() throws IOException {
    try (var taken = new ServerSocket(0)) {
      assertFalse(Ports.isFree(taken.getLocalPort()));
    }
  }

  @Test
  void freePortsLieBelowThoseOfClientsAndDiffer() throws IOException {
    try (var client = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int first = Ports.firstOfClients();

      Set<Integer> ports =
          IntStream.range(0, 50).mapToObj(_ -> Ports.free()).collect(Collectors.toSet());

      assertTrue(client.getLocalPort() >= first, () -> client.getLocalPort() + " below " + first);
      assertEquals(50, ports.size());
      assertTrue(ports.stream().allMatch(port -> port < first), ports::toString);
    }
  }

  @Test
  void zeroAsksForAFreeOne() {
    int port = Ports.claim(0, "Kafka");

    assertTrue(Ports.isFree(port));
    assertFalse(Ports.isOpen(port));
    assertTrue(PortHolder.of(port).isEmpty());
  }
}
