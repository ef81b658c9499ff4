package io.quittance.embedded.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.StartFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build script of the archives here is a shell script of a few words.
final class KeycloakInstallationTest {
  @TempDir Path directory;

  @Test
  void unpacksAndBuildsOnce() throws IOException {
    KeycloakDistribution distribution = archive("echo building; echo built >> $(dirname $0)/count");
    var steps = new ArrayList<String>();

    KeycloakInstallation first = install(distribution, new Patience(1), steps);
    KeycloakInstallation second = install(distribution, new Patience(1), steps);

    assertEquals(first, second);
    assertEquals("built\n", Files.readString(first.home().resolve("bin/count")));
    assertEquals(List.of("unpacking, once", "building, once"), steps);
  }

  @Test
  void aTruncatedArchiveIsNamedAndTriedAgainOnceItIsWhole() throws IOException {
    KeycloakDistribution distribution = archive("echo building");
    byte[] whole = Files.readAllBytes(distribution.archive());
    Files.write(distribution.archive(), Arrays.copyOf(whole, whole.length / 2));

    StartFailedException failure = failureOf(distribution, new Patience(1));

    assertEquals(StartFailedException.Kind.BROKEN_FILE, failure.kind());
    assertTrue(failure.reason().contains(distribution.archive() + " is broken"), failure.reason());
    Files.write(distribution.archive(), whole);
    assertTrue(Files.exists(install(distribution, new Patience(1), new ArrayList<>()).home()));
  }

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    byte[] page = "<html>Not found</html>".getBytes(StandardCharsets.UTF_8);
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);

    for (byte[] bytes : List.of(page, packed(page), packed(noise))) {
      Path file = Files.write(directory.resolve("page.tar.gz"), bytes);

      StartFailedException failure =
          failureOf(new KeycloakDistribution("1", file), new Patience(1));

      assertEquals(StartFailedException.Kind.BROKEN_FILE, failure.kind(), failure.reason());
      assertTrue(failure.reason().contains(file + " is broken"), failure.reason());
    }
  }

  private static byte[] packed(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  @Test
  void aBuildThatFailsShowsItsLastWords() throws IOException {
    KeycloakDistribution distribution = archive("echo no such database; exit 2");

    StartFailedException failure = failureOf(distribution, new Patience(1));

    assertTrue(failure.reason().contains("build ended with status 2"), failure.reason());
    assertEquals(List.of("no such database"), failure.log().orElseThrow().lines());
    assertFalse(Files.exists(directory.resolve("installations/keycloak-1/.built")));
  }

  @Test
  void aBuildThatHangsIsEnded() throws IOException {
    KeycloakDistribution distribution = archive("echo waiting; exec sleep 60");

    StartFailedException failure = failureOf(distribution, new Patience(0.02));

    assertEquals(StartFailedException.Kind.STOOD_STILL, failure.kind());
    assertEquals(List.of("waiting"), failure.log().orElseThrow().lines());
  }

  private KeycloakInstallation install(
      KeycloakDistribution distribution, Patience patience, List<String> steps) {
    return KeycloakInstallation.of(
        distribution, directory.resolve("installations"), patience, steps::add);
  }

  private StartFailedException failureOf(KeycloakDistribution distribution, Patience patience) {
    return assertThrows(
        StartFailedException.class, () -> install(distribution, patience, new ArrayList<>()));
  }

  /// An archive with a build script, and enough noise that half of the archive holds the script.
  private KeycloakDistribution archive(String script) throws IOException {
    Path archive = directory.resolve("archive.tar.gz");
    byte[] noise = new byte[64 * 1024];
    new Random(7).nextBytes(noise);
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      add(
          tar,
          "keycloak-1/bin/kc.sh",
          ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
      add(tar, "keycloak-1/lib/noise", noise);
    }
    return new KeycloakDistribution("1", archive);
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(0755);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
