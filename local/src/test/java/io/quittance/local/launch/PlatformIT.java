package io.quittance.local.launch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.kafka.KafkaBrokerMain;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The real Kafka and PostgreSQL, with programs in place of the services that fail as a test asks.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformIT {

  @TempDir Path directory;
  private Layout layout = new Layout(Path.of("."), Path.of("."));
  private final PortMap ports = freePorts();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void services() throws IOException {
    layout = new Layout(directory.resolve("home"), directory.resolve("data"));
    FakeService.install(layout);
  }

  @Test
  void aPartThatEndsAfterTheStartIsReported() throws Exception {
    try (Platform platform = Platform.start(launch(new Patience(1), Map.of()), progress())) {
      assertTrue(Part.programs().allMatch(platform.health()::ready));

      kafka().running().orElseThrow().destroyForcibly();
      PartFailedException failure = platform.takeFailure();

      assertEquals(Part.KAFKA, failure.part());
      assertEquals("Kafka was killed (signal 9) while the platform was running", failure.reason());
      assertTrue(failure.toString().contains("memory"), failure.toString());
    }
    assertEquals(8, shown.toString(StandardCharsets.UTF_8).lines().count());
    assertEverythingHasEnded();
  }

  @Test
  void aServiceThatEndsStopsEverythingAtOnce() {
    PartFailedException failure =
        failureOf(launch(new Patience(1_000), Map.of("fake.scoring", "ends")));

    assertEquals(Part.SCORING, failure.part());
    assertTrue(failure.reason().startsWith("The scoring service ended with status 3"));
    assertTrue(failure.toString().contains("the schema of scoring cannot be migrated"));
    assertTrue(failure.toString().contains(layout.log(Part.SCORING).toString()));
    assertEverythingHasEnded();
  }

  @Test
  void aServiceThatHangsIsGivenUpWithAHintAtPatience() {
    PartFailedException failure =
        failureOf(launch(new Patience(0.3), Map.of("fake.feedback", "hangs")));

    assertEquals(Part.FEEDBACK, failure.part());
    assertTrue(failure.reason().contains("made no progress"), failure.reason());
    assertTrue(failure.reason().contains("is closed"), failure.reason());
    assertTrue(failure.toString().contains("./quittance up --patience 0.9"), failure.toString());
    assertEverythingHasEnded();
  }

  @Test
  void aKafkaThatIsKilledWhileItStartsStopsEverythingAtOnce() throws Exception {
    // Not in the common pool, which tells of ended processes and has one thread on two cores
    var start = new FutureTask<>(() -> failureOf(launch(new Patience(1_000), Map.of())));
    Thread.ofPlatform().daemon().start(start);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> start.isDone() || kafka().running().isPresent());

    kafka().running().ifPresent(ProcessHandle::destroyForcibly);

    PartFailedException failure = start.get();
    assertEquals(Part.KAFKA, failure.part(), failure.toString());
    assertTrue(failure.reason().startsWith("Kafka was killed (signal 9)"), failure.reason());
    assertEverythingHasEnded();
  }

  /// Comes last: the library of PostgreSQL remembers where it unpacked, for the whole process.
  @Test
  @Order(Integer.MAX_VALUE)
  void aBrokenArchiveOfKeycloakStopsEverythingAndTheWayWithoutItIsOffered() throws IOException {
    // A user who has not installed Keycloak, and half an archive
    String home = System.getProperty("user.home");
    Path archive = layout.home().resolve("keycloak-quarkus-dist-26.7.3.tar.gz");
    Files.write(archive, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2});
    // PostgreSQL starts meanwhile, from where it is unpacked for all
    Path unpacked = Path.of(home, ".cache", "quittance", "postgres");
    Path cache = Files.createDirectories(directory.resolve(".cache").resolve("quittance"));
    Files.createSymbolicLink(cache.resolve("postgres"), Files.createDirectories(unpacked));
    System.setProperty("user.home", directory.toString());
    try {
      Platform.Settings launch =
          new Platform.Settings("demo", layout, ports, true, new Patience(1), Map.of());
      PartFailedException failure = failureOf(launch);

      assertEquals(Part.IDENTITY, failure.part());
      assertTrue(failure.reason().contains(archive + " is broken"), failure.reason());
      assertTrue(failure.toString().contains("Delete that file"), failure.toString());
      assertTrue(failure.toString().contains("./quittance demo --no-keycloak"), failure.toString());
      assertEverythingHasEnded();
    } finally {
      System.setProperty("user.home", home);
    }
  }

  private PartFailedException failureOf(Platform.Settings launch) {
    return assertThrows(PartFailedException.class, () -> Platform.start(launch, progress()));
  }

  private Platform.Settings launch(Patience patience, Map<String, String> overrides) {
    return new Platform.Settings("up", layout, ports, false, patience, overrides);
  }

  private StartProgress progress() {
    return new StartProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), false);
  }

  private PidFile kafka() {
    return new PidFile(
        layout.data(Part.KAFKA).resolve("quittance-kafka.pid"), KafkaBrokerMain.class.getName());
  }

  private void assertEverythingHasEnded() {
    Leftovers leftovers = new Leftovers(layout);
    assertEquals(List.of(), leftovers.stop());
    assertTrue(leftovers.launcher().isEmpty());
    assertTrue(ports.purposes().keySet().stream().allMatch(Ports::isFree));
  }

  /// Below the ports that the system hands out to clients: one of those may be taken at any time.
  private static PortMap freePorts() {
    return new Random()
        .ints(1_000, 30_000)
        .mapToObj(PortMap::new)
        .filter(map -> map.purposes().keySet().stream().allMatch(port -> port < 32_768))
        .filter(map -> map.purposes().keySet().stream().allMatch(Ports::isFree))
        .findFirst()
        .orElseThrow();
  }
}
