package io.quittance.local.launch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.StartFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found out before anything is started.
class PlatformTest {

  @TempDir Path directory;
  private Layout layout = new Layout(Path.of("."), Path.of("."));
  private final PortMap ports = freePorts();

  @BeforeEach
  void services() throws IOException {
    layout = new Layout(directory.resolve("home"), directory.resolve("data"));
    FakeService.install(layout);
  }

  @Test
  void aTakenPortIsNamedWithItsHolderAndPortsThatAreFree() throws IOException {
    int port = ports.port(Part.SCORING);
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(port, taken.getLocalPort());

      PartFailedException failure =
          assertThrows(PartFailedException.class, () -> Platform.start(launch(), progress()));

      assertEquals(Part.SCORING, failure.part());
      assertTrue(
          failure.reason().startsWith("Port %d, needed for scoring, is used by".formatted(port)));
      assertTrue(failure.reason().contains("process " + ProcessHandle.current().pid()));
      assertTrue(
          failure.toString().contains("./quittance demo --port-offset " + (ports.offset() + 100)),
          failure.toString());
      assertTrue(failure.toString().contains(" --data " + layout.data()), failure.toString());
      assertFalse(Files.exists(layout.log(Part.KAFKA)));
    }
  }

  @Test
  void thePortsOfAnotherPlatformAreKnownByItsDirectory() throws IOException {
    // A process that listens, with the arguments of a service of another platform
    int port = ports.port(Part.SCORING);
    try (ChildProcess other = listening(port)) {
      await().until(() -> Ports.isOpen(port));

      PartFailedException failure =
          assertThrows(PartFailedException.class, () -> Platform.start(launch(), progress()));

      assertEquals(
          "Port %d, needed for scoring, is used by the platform on /elsewhere (process %d)"
              .formatted(port, other.pid()),
          failure.reason());
      assertTrue(failure.toString().contains("./quittance down --data /elsewhere"));
    }
  }

  @Test
  void aSecondLauncherIsRefusedAndTheFirstStaysKnown() throws IOException {
    PidFile pidFile = new Leftovers(layout).launcherPidFile();
    try (ChildProcess first = launcher(pidFile)) {
      new State(first.pid(), "up", "2026-01-05T10:00:00Z", 0, false).write(layout.stateFile());

      StartFailedException failure =
          assertThrows(StartFailedException.class, () -> Platform.start(launch(), progress()));

      assertTrue(failure.reason().contains(layout.data().toString()), failure.reason());
      assertTrue(failure.reason().contains("process " + first.pid()), failure.reason());
      assertTrue(failure.reason().contains("up since 2026-01-05T10:00:00Z"), failure.reason());
      assertTrue(failure.reason().contains("./quittance down --data"), failure.reason());
      assertTrue(new RunningPlatform(layout).state().isPresent());
    }
  }

  private Platform.Settings launch() {
    return new Platform.Settings("demo", layout, ports, false, Map.of());
  }

  private static StartProgress progress() {
    return new StartProgress(System.out, false);
  }

  private ChildProcess launcher(PidFile pidFile) {
    return ChildProcess.start(
        new ProcessSpec(
            "a launcher",
            List.of("/bin/sh", "-c", "sleep 60; : " + Leftovers.LAUNCHER_MAIN),
            Map.of(),
            null,
            directory.resolve("launcher.log"),
            pidFile));
  }

  private ChildProcess listening(int port) {
    String service = FakeService.class.getName();
    return ChildProcess.start(
        new ProcessSpec(
            "another platform",
            List.of(
                ProcessSpec.javaBinary().toString(),
                "-Dquarkus.management.port=" + port,
                "-Dquittance.data-dir=/elsewhere/scoring",
                "-cp",
                layout.jar(Part.SCORING).toString(),
                service),
            Map.of(),
            null,
            directory.resolve("other.log"),
            new PidFile(directory.resolve("other.pid"), service)));
  }

  /// Returns ports that are free, as are those that are advised next. All lie below those that the
  /// system hands out to clients, which come and go at any time.
  private static PortMap freePorts() {
    return new Random()
        .ints(1_000, 20_000)
        .mapToObj(PortMap::new)
        .filter(map -> areFree(map) && areFree(new PortMap(map.offset() + 100)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean areFree(PortMap map) {
    return map.purposes().keySet().stream().allMatch(Ports::isFree);
  }
}
