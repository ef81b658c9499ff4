package io.quittance.web.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactCacheTest {

  private static final byte[] BYTES = {1, 2, 3, 4};
  private static final String DIGEST = Sha256.hex(BYTES);

  @TempDir Path directory = Path.of("unset");
  private Path bundles = directory;
  private ArtifactCache cache = new ArtifactCache(directory, 4);

  @BeforeEach
  void anEmptyCache() {
    bundles = directory.resolve("bundles");
    cache = new ArtifactCache(bundles, 4);
  }

  @Test
  void whatIsKeptIsFoundByAnyCacheOnTheDirectory() throws IOException {
    assertTrue(cache.find(DIGEST).isEmpty());

    cache.keep(DIGEST, BYTES);

    assertArrayEquals(BYTES, new ArtifactCache(bundles, 4).find(DIGEST).orElseThrow());
    try (Stream<Path> files = Files.list(bundles)) {
      assertEquals(List.of(bundles.resolve(DIGEST + ".zip")), files.toList());
    }
  }

  @Test
  void anAlteredFileCountsAsAbsentAndIsReplaced() throws IOException {
    cache.keep(DIGEST, BYTES);
    Files.write(bundles.resolve(DIGEST + ".zip"), new byte[] {1, 2, 3, 5});
    assertTrue(cache.find(DIGEST).isEmpty());

    cache.keep(DIGEST, BYTES);

    assertArrayEquals(BYTES, cache.find(DIGEST).orElseThrow());
  }

  @Test
  void aFileBeyondTheLimitCountsAsAbsent() throws IOException {
    cache.keep(DIGEST, BYTES);

    assertTrue(new ArtifactCache(bundles, 3).find(DIGEST).isEmpty());
  }

  @Test
  void whatIsNoDigestIsNeverPartOfAPath() throws IOException {
    Files.createDirectories(bundles);
    Files.write(directory.resolve("secret.zip"), BYTES);

    assertTrue(cache.find("../secret").isEmpty());
    assertThrows(IllegalArgumentException.class, () -> cache.keep("../x", BYTES));
    assertTrue(Files.notExists(directory.resolve("x.zip")));
  }
}
