package io.quittance.registry.artifact;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quittance.core.text.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many that store at once, and processes that are killed while they store.
final class ArtifactStoreCrashTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST = 8 << 20;
  private static final int BYTES = 4 << 20;

  @TempDir private Path root;

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Set<Path> stored() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(root.resolve("incoming")))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void ofManyThatStoreTheSameBytesAtOnceOneCreatesThem() throws Exception {
    int many = 6;
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      for (int round = 0; round < 20; round++) {
        byte[] bytes = ("artefact " + round).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ArtifactId id = new ArtifactId(Sha256.hex(bytes));
        CyclicBarrier together = new CyclicBarrier(many);
        List<Callable<ArtifactStore.Stored>> puts = new ArrayList<>();
        for (int i = 0; i < many; i++) {
          ArtifactStore store = new ArtifactStore(root, MOST);
          // an end that waits for the others: all have found nothing stored
          puts.add(() -> store.put(id, new MeetingAtTheEnd(bytes, together)));
        }
        int created = 0;
        for (Future<ArtifactStore.Stored> put : threads.invokeAll(puts)) {
          created += put.get().created() ? 1 : 0;
        }
        assertEquals(1, created, "round " + round);
        assertEquals(bytes.length, new ArtifactStore(root, MOST).read(id, MOST).length);
      }
    }
  }

  private static final class MeetingAtTheEnd extends ByteArrayInputStream {

    private final CyclicBarrier together;

    MeetingAtTheEnd(byte[] bytes, CyclicBarrier together) {
      super(bytes);
      this.together = together;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      int n = super.read(target, offset, length);
      if (n < 0) {
        try {
          together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      return n;
    }
  }

  @Test
  void aKilledProcessLeavesWholeFilesOrNone() throws Exception {
    int acknowledged = 0;
    int run = 0;
    while (acknowledged < 10 || run < 5) {
      Path log = root.resolveSibling(root.getFileName() + "-" + run + ".log");
      Process process = start(List.of(), log, 1_000 * run);
      int enough = 1 + run % 4;
      await().atMost(PATIENCE).until(() -> lines(log).size() >= enough);
      process.destroyForcibly().waitFor();
      for (String digest : lines(log)) {
        assertEquals(
            BYTES, new ArtifactStore(root, MOST).read(new ArtifactId(digest), MOST).length);
        acknowledged++;
      }
      for (Path file : stored()) {
        assertEquals(file.getFileName().toString(), Sha256.hex(Files.readAllBytes(file)));
      }
      Files.delete(log);
      run++;
    }
  }

  /// The bytes are written and forced to disk, and their name is not there yet.
  @Test
  void aProcessThatIsKilledBetweenWritingAndNamingStoresNothingAndCanBeRepeated() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "skipped: needs strace");
    Path log = root.resolveSibling(root.getFileName() + ".log");
    Process process =
        start(
            List.of(
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-e",
                "trace=link,linkat,rename,renameat,renameat2",
                "-e",
                "inject=link,linkat:error=EIO:signal=KILL"),
            log,
            7);

    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));

    assertEquals(List.of(), lines(log), Files.readString(log));
    assertEquals(Set.of(), stored());
    try (Stream<Path> left = Files.list(root.resolve("incoming"))) {
      assertEquals(List.of((long) BYTES), left.map(file -> file.toFile().length()).toList());
    }
    byte[] bytes = bytes(7);
    ArtifactId id = new ArtifactId(Sha256.hex(bytes));
    ArtifactStore store = new ArtifactStore(root, MOST);
    assertTrue(store.size(id).isEmpty());
    assertTrue(store.put(id, new ByteArrayInputStream(bytes)).created());
    Files.delete(log);
  }

  @Test
  void whatKilledRequestsLeftIsDeletedAfterADay() throws IOException {
    Path incoming = Files.createDirectories(root.resolve("incoming"));
    Path old = Files.writeString(incoming.resolve("put-1.part"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path young = Files.writeString(incoming.resolve("put-2.part"), "half");
    byte[] bytes = {1, 2, 3};

    new ArtifactStore(root, MOST)
        .put(new ArtifactId(Sha256.hex(bytes)), new ByteArrayInputStream(bytes));

    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void theDirectoryIsForcedToDiskBeforeTheAnswer() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "skipped: needs strace");
    Path log = root.resolveSibling(root.getFileName() + ".log");
    Path trace = root.resolveSibling(root.getFileName() + ".trace");
    Process process =
        start(
            List.of("strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", trace.toString()),
            log,
            1);
    await().atMost(PATIENCE).until(() -> !lines(log).isEmpty());
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    String digest = lines(log).getFirst();

    String forced = Files.readString(trace);

    assertTrue(forced.contains(root.resolve(digest.substring(0, 2)) + ">"), forced);
    assertTrue(forced.contains(root + ">"), forced);
    Files.delete(log);
    Files.delete(trace);
  }

  /// Complete lines only.
  private static List<String> lines(Path log) throws IOException {
    return Files.exists(log)
        ? Files.readString(log).lines().filter(line -> line.matches("[0-9a-f]{64}")).toList()
        : List.of();
  }

  private Process start(List<String> before, Path log, int seed) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Storing.class.getName());
    command.add(root.toString());
    command.add(String.valueOf(seed));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /// Stores one artefact after another and prints the digest of each that was acknowledged.
  static final class Storing {

    private Storing() {}

    public static void main(String[] arguments) {
      ArtifactStore store = new ArtifactStore(Path.of(arguments[0]), MOST);
      for (int seed = Integer.parseInt(arguments[1]); ; seed++) {
        byte[] bytes = bytes(seed);
        String digest = Sha256.hex(bytes);
        store.put(new ArtifactId(digest), new ByteArrayInputStream(bytes));
        System.out.println(digest);
      }
    }
  }
}
