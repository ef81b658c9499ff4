package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.e2e.faults.platform.FaultPlatform;
import io.quittance.e2e.faults.platform.ServiceProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.Part;
import io.quittance.testkit.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Starts services when the database is away and when a newer version has migrated it.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ServiceStartIT {

  private static final String NEWER =
      """
      insert into %s.flyway_schema_history (installed_rank, version, description, type, script,
        checksum, installed_by, execution_time, success)
      values (9999, '9999', 'newer', 'SQL', 'V9999__newer.sql', 1, 'quittance', 1, true)\
      """;

  private static Path directory;
  private static FaultPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    Path platforms = Project.root().resolve("e2e/target/platforms");
    Files.createDirectories(platforms);
    directory = Files.createTempDirectory(platforms, "start-");
    platform =
        FaultPlatform.start(
            FaultPlatform.Settings.of(Project.services(), directory, Patience.ofEnvironment()),
            line -> System.out.println(line));
  }

  @AfterAll
  static void stop() {
    platform.close();
    Directories.delete(directory);
  }

  @Test
  void aServiceThatStartsWithoutItsDatabaseWaitsForIt() {
    Path log = directory.resolve("logs/feedback.log");
    ServiceProcess feedback = platform.service(Part.FEEDBACK);
    platform.servers().stopPostgres();
    feedback.kill();
    feedback.start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> !platform.endings().isEmpty() || Files.readString(log).contains("Retrying in"));

    platform.servers().startPostgres();
    feedback.awaitReady(Patience.ofEnvironment());

    assertEquals(List.of(), platform.endings());
  }

  @ParameterizedTest
  @EnumSource(names = {"SCORING", "FEEDBACK"})
  void aServiceStartsOnADatabaseThatANewerVersionHasMigrated(Part part) throws SQLException {
    ServiceProcess service = platform.service(part);
    try (Connection database = platform.servers().database();
        Statement statement = database.createStatement()) {
      assertEquals(1, statement.executeUpdate(NEWER.formatted(part.key())));
    }

    service.kill();
    service.start();
    service.awaitReady(Patience.ofEnvironment());

    assertEquals(List.of(), platform.endings());
  }
}
