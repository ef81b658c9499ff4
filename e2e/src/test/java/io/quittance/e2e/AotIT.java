package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.CommandLine;
import io.quittance.embedded.process.Patience;
import io.quittance.local.launch.AotRecorder;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services start from their AOT caches, and start without one that the JVM refuses.
///
/// This class runs first, so that the services of all later ones start from the caches.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class AotIT {

  private static final Path CACHES = new Layout(Project.services(), Path.of(".")).aotCaches();

  @TempDir Path directory;

  @Test
  void aServiceStartsFromItsCacheAndWithoutADamagedOne() throws IOException {
    AotRecorder recorder =
        new AotRecorder(Project.services(), Patience.ofEnvironment(), System.out::println);
    recorder.record();
    assertEquals(0, recorder.record());
    Path cache = cacheOf(Part.REGISTRY);
    Path kept = Files.copy(cache, directory.resolve("kept"), StandardCopyOption.COPY_ATTRIBUTES);
    try (TestPlatform platform = TestPlatform.start(Part.REGISTRY)) {
      ChildProcess whole = platform.process(Part.REGISTRY);
      assertTrue(isMapped(cache, whole));
      assertEquals(List.of(), complaints(whole));
      whole.close();

      // A new file: the JVM that has mapped the old one is gone, but others may not be
      byte[] recorded = Files.readAllBytes(cache);
      Path half = directory.resolve("half");
      Files.write(half, Arrays.copyOf(recorded, recorded.length / 2));
      Files.move(half, cache, StandardCopyOption.REPLACE_EXISTING);
      platform.launch(Part.REGISTRY);
      platform.awaitReady(Part.REGISTRY);

      ChildProcess damaged = platform.process(Part.REGISTRY);
      assertTrue(commandLine(damaged).contains("-XX:AOTCache=" + cache));
      assertFalse(isMapped(cache, damaged));
      assertFalse(complaints(damaged).isEmpty());
    } finally {
      Files.move(kept, cache, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path cacheOf(Part service) throws IOException {
    try (Stream<Path> files = Files.list(CACHES)) {
      List<Path> caches =
          files.filter(f -> f.getFileName().toString().startsWith(service.key() + "-")).toList();
      assertEquals(1, caches.size(), caches::toString);
      return caches.getFirst();
    }
  }

  private static boolean isMapped(Path cache, ChildProcess process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/maps")).contains(cache.toString());
  }

  private static String commandLine(ChildProcess process) {
    return CommandLine.of(ProcessHandle.of(process.pid()).orElseThrow());
  }

  /// Returns what the JVM says of the cache in the log of the service.
  private static List<String> complaints(ChildProcess process) throws IOException {
    try (Stream<String> lines = Files.lines(process.logFile())) {
      return lines.filter(line -> line.contains("[aot]") || line.contains("[cds]")).toList();
    }
  }
}
