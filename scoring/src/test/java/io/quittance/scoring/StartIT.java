package io.quittance.scoring;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.signature.SigningKeys;
import io.quittance.testkit.SharedServers;
import io.quittance.testkit.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service, started with a setting that names what does not exist.
final class StartIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path directory = Path.of(".");

  private String output(Map<String, String> settings) throws IOException, InterruptedException {
    SharedServers servers = SharedServers.get();
    SharedServers.Database database = servers.newDatabase("start");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dkafka.bootstrap.servers=" + servers.bootstrapServers());
    command.add("-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl());
    command.add("-Dquarkus.datasource.reactive.url=" + database.reactiveUrl());
    command.add("-Dquarkus.datasource.username=" + database.username());
    command.add("-Dquarkus.datasource.password=" + database.password());
    command.add("-Dquittance.data-dir=" + directory);
    command.add("-Dquarkus.http.port=0");
    command.add("-Dquarkus.management.port=0");
    TestKeys.write(directory, SigningKeys.newPair())
        .settings()
        .forEach((name, value) -> command.add("-D" + name + "=" + value));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-jar");
    command.add(JAR.toString());
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the service started");
      assertNotEquals(0, process.exitValue());
      return Files.readString(log, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anUnknownPolicyPackStopsTheStart() throws IOException, InterruptedException {
    String output = output(Map.of("quittance.policy.packs", "us-reg-f,us-texas"));

    assertTrue(
        output.contains(
            "quittance.policy.packs names us-texas, which neither comes with Quittance nor is in"),
        output);
    assertTrue(output.contains("; there are us-reg-f, "), output);
  }

  @Test
  void aKeyThatCannotBeReadStopsTheStart() throws IOException, InterruptedException {
    Path absent = directory.resolve("absent.pub");
    String output = output(Map.of("quittance.lifecycle.trusted-keys", absent.toString()));

    assertTrue(
        output.contains("quittance.lifecycle.trusted-keys " + absent + " cannot be read"), output);
    assertTrue(output.contains("docs/how-to/rotate-lifecycle-keys.md"), output);
  }
}
