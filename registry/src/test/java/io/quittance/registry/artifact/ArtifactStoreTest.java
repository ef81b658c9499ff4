package io.quittance.registry.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.text.Sha256;
import io.quittance.registry.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArtifactStoreTest {

  private static final byte[] BYTES = "a model".getBytes(StandardCharsets.UTF_8);
  private static final ArtifactId ID = new ArtifactId(Sha256.hex(BYTES));

  @Test
  void keepsBytesUnderTheirDigest(@TempDir Path root) {
    ArtifactStore store = new ArtifactStore(root, 100);

    ArtifactStore.Stored first = store.put(ID, new ByteArrayInputStream(BYTES));
    ArtifactStore.Stored second = store.put(ID, new ByteArrayInputStream(BYTES));

    assertTrue(first.created());
    assertFalse(second.created());
    assertArrayEquals(BYTES, store.read(ID, 100));
    assertTrue(Files.exists(root.resolve(ID.sha256().substring(0, 2)).resolve(ID.sha256())));
  }

  @Test
  void leavesNothingOfBytesWithAnotherDigest(@TempDir Path root) throws IOException {
    ArtifactStore store = new ArtifactStore(root, 100);
    byte[] other = "another".getBytes(StandardCharsets.UTF_8);

    Refusal refusal =
        assertThrows(Refusal.class, () -> store.put(ID, new ByteArrayInputStream(other)));

    assertEquals("artifact-mismatch", refusal.slug());
    assertEquals(List.of(), files(root));
  }

  @Test
  void stopsReadingAtTheCap(@TempDir Path root) throws IOException {
    ArtifactStore store = new ArtifactStore(root, 1_000_000);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 7;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return length;
          }
        };

    Refusal refusal = assertThrows(Refusal.class, () -> store.put(ID, endless));

    assertEquals("artifact-too-large", refusal.slug());
    assertEquals(List.of(), files(root));
  }

  @Test
  void noticesThatTheDiskChangedAByte(@TempDir Path root) throws IOException {
    ArtifactStore store = new ArtifactStore(root, 100);
    store.put(ID, new ByteArrayInputStream(BYTES));
    Files.writeString(store.existing(ID), "a mode1");

    Refusal refusal = assertThrows(Refusal.class, () -> store.read(ID, 100));

    assertEquals("artifact-mismatch", refusal.slug());
  }

  @Test
  void saysWhatIsNotThere(@TempDir Path root) {
    ArtifactStore store = new ArtifactStore(root, 100);

    assertEquals("artifact-missing", assertThrows(Refusal.class, () -> store.read(ID, 100)).slug());
    assertEquals(
        "artifact-not-found", assertThrows(Refusal.class, () -> store.existing(ID)).slug());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "../../../../etc/passwd",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
      })
  void onlyDigestsAreAddresses(String id) {
    assertThrows(Refusal.class, () -> new ArtifactId(id));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
