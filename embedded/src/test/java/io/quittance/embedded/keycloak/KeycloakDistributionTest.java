package io.quittance.embedded.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeycloakDistributionTest {
  @TempDir Path directory;

  @Test
  void looksInTheDirectoryThenInTheRepository() throws IOException {
    Path cache = Files.createDirectory(directory.resolve("cache"));
    Path repository = directory.resolve("repository");
    assertTrue(KeycloakDistribution.find(cache, repository).isEmpty());

    String version = "26.7.3";
    String file = "keycloak-quarkus-dist-" + version + ".tar.gz";
    Path versioned = repository.resolve("org/keycloak/keycloak-quarkus-dist/" + version);
    Path inRepository = Files.createFile(Files.createDirectories(versioned).resolve(file));
    assertEquals(
        new KeycloakDistribution(version, inRepository),
        KeycloakDistribution.find(cache, repository).orElseThrow());

    Path inCache = Files.createFile(cache.resolve(file));
    assertEquals(inCache, KeycloakDistribution.find(cache, repository).orElseThrow().archive());
  }

  @Test
  void unpacksFilesAndKeepsProgramsExecutable() throws IOException {
    Path archive = archive("keycloak-1/bin/kc.sh", 0755);

    TarGz.unpack(archive, directory.resolve("home"));

    Path program = directory.resolve("home/bin/kc.sh");
    assertEquals("content", Files.readString(program));
    assertTrue(Files.isExecutable(program));
  }

  @Test
  void refusesAnEntryOutsideTheArchive() throws IOException {
    Path archive = archive("keycloak-1/../escaped", 0644);

    assertThrows(IOException.class, () -> TarGz.unpack(archive, directory.resolve("home")));
    assertFalse(Files.exists(directory.resolve("escaped")));
  }

  private Path archive(String name, int mode) throws IOException {
    Path archive = directory.resolve("archive.tar.gz");
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      entry.setMode(mode);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return archive;
  }
}
