package io.quittance.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.CommandLine;
import io.quittance.embedded.process.PortTakenException;
import io.quittance.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresIT {
  @TempDir Path directory;

  @Test
  void isDurableUnlessAskedNotToBe() throws SQLException {
    try (EmbeddedPostgres durable = EmbeddedPostgres.start(settings())) {
      assertEquals("on", show(durable, "fsync"));
      assertEquals("on", show(durable, "synchronous_commit"));
      assertEquals("on", show(durable, "full_page_writes"));
      assertEquals("128MB", show(durable, "shared_buffers"));
      assertEquals("200", show(durable, "max_connections"));
      assertEquals("UTF8", show(durable, "server_encoding"));
    }
    try (EmbeddedPostgres quick =
        EmbeddedPostgres.start(settings().withDurability(EmbeddedPostgres.Durability.NONE))) {
      assertEquals("off", show(quick, "fsync"));
      assertEquals("off", show(quick, "synchronous_commit"));
    }
  }

  @Test
  void keepsRowsOverAStopAndOverAKill() throws SQLException {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(settings())) {
      execute(first, "CREATE TABLE kept (word text)");
      execute(first, "INSERT INTO kept VALUES ('before the stop')");
    }
    EmbeddedPostgres second = EmbeddedPostgres.start(settings());
    execute(second, "INSERT INTO kept VALUES ('before the kill')");
    second.kill();
    assertFalse(second.isAlive());

    try (EmbeddedPostgres third = EmbeddedPostgres.start(settings())) {
      assertEquals(
          List.of("before the stop", "before the kill"), column(third, "SELECT word FROM kept"));
    }
  }

  /// `initdb` runs servers of its own; one that outlived it went on writing into the directory.
  @Test
  void ofAnInterruptedStartNothingGoesOnInTheDirectory() throws Exception {
    var interrupted = new AtomicInteger();
    for (int i = 0; i < 12; i++) {
      Path data = directory.resolve("interrupted-" + i);
      Thread start =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      EmbeddedPostgres.start(EmbeddedPostgres.Settings.of(data, 0)).close();
                    } catch (StartFailedException e) {
                      interrupted.incrementAndGet();
                    }
                  });
      Thread.sleep(i * 75L);
      start.interrupt();
      start.join();

      assertEquals(List.of(), programs(data));
    }
    assertTrue(interrupted.get() > 0);
  }

  /// The programs that name the directory or work in it.
  private static List<String> programs(Path data) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              String line = CommandLine.of(process);
              Path cwd = Path.of("/proc", Long.toString(process.pid()), "cwd");
              try {
                return line.contains(data.toString())
                    || Files.readSymbolicLink(cwd).startsWith(data);
              } catch (IOException _) {
                return false;
              }
            })
        .map(CommandLine::of)
        .toList();
  }

  @Test
  void stopsTheServerThatAKilledLauncherLeftBehind() throws Exception {
    // A server that another JVM started and left: that JVM is gone, its server is not.
    var settings = settings();
    var launcher =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                LeavesPostgresBehind.class.getName(),
                settings.data().toString())
            .inheritIO()
            .start();
    assertEquals(LeavesPostgresBehind.HALTED, launcher.waitFor());
    var postmaster = new Postmaster(settings.data());
    long orphan = postmaster.running().orElseThrow().pid();

    try (EmbeddedPostgres successor = EmbeddedPostgres.start(settings)) {

      assertTrue(ProcessHandle.of(orphan).isEmpty());
      assertNotEquals(orphan, successor.pid());
      assertEquals(List.of("by the leftover"), column(successor, "SELECT word FROM kept"));
    }
    assertTrue(postmaster.running().isEmpty());
  }

  @Test
  void refusesAPortThatIsTaken() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings())) {
      var elsewhere = EmbeddedPostgres.Settings.of(directory.resolve("elsewhere"), postgres.port());

      assertThrows(PortTakenException.class, () -> EmbeddedPostgres.start(elsewhere));
    }
  }

  @Test
  void aServerThatCannotBeginIsNoticedAtOnceWithItsLastWords() throws IOException {
    // A data directory whose configuration is broken
    EmbeddedPostgres.start(settings()).close();
    Files.writeString(
        settings().data().resolve("postgresql.conf"),
        "no_such_setting = 1\n",
        StandardOpenOption.APPEND);

    var failure =
        assertThrows(StartFailedException.class, () -> EmbeddedPostgres.start(settings()));

    assertTrue(failure.toString().contains("no_such_setting"), failure.toString());
    assertTrue(new Postmaster(settings().data()).running().isEmpty());
  }

  private EmbeddedPostgres.Settings settings() {
    return EmbeddedPostgres.Settings.of(directory.resolve("postgres"), 0);
  }

  private static String show(EmbeddedPostgres postgres, String setting) throws SQLException {
    return column(postgres, "SHOW " + setting).getFirst();
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> column(EmbeddedPostgres postgres, String query) throws SQLException {
    var values = new ArrayList<String>();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
