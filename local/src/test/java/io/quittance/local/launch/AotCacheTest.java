package io.quittance.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

  private static final List<String> OPTIONS = List.of("-Xmx256m");

  @TempDir Path home;
  private Layout layout = new Layout(Path.of("."), Path.of("."));
  private Path library = Path.of(".");

  @BeforeEach
  void build() throws IOException {
    layout = new Layout(home, home.resolve("data"));
    Path application = layout.application(Part.SCORING);
    library = Files.createDirectories(application.resolve("lib/main")).resolve("library.jar");
    Files.writeString(layout.jar(Part.SCORING), "runner");
    Files.writeString(library, "library");
  }

  @Test
  void aServiceStartsFromItsCacheOnceThatIsRecorded() throws IOException {
    ServiceSettings settings = new ServiceSettings(layout, new PortMap(0), Map.of());
    AotCache cache = settings.aotCache(Part.SCORING);
    List<String> before = settings.process(Part.SCORING).command();
    Files.createDirectories(layout.aotCaches());

    Files.writeString(cache.file(), "cache");

    List<String> after = settings.process(Part.SCORING).command();
    assertEquals(List.of(), before.stream().filter(o -> o.contains("AOT")).toList());
    assertEquals(
        List.of("-XX:AOTCache=" + cache.file()),
        after.stream().filter(o -> o.contains("AOT")).toList());
    assertEquals(layout.aotCaches(), cache.file().getParent());
  }

  @Test
  void whatChangesNothingKeepsTheCache() {
    AotCache cache = AotCache.of(layout, Part.SCORING, OPTIONS);

    assertEquals(cache, AotCache.of(new Layout(home, home), Part.SCORING, OPTIONS));
  }

  @Test
  void aTouchedJarAChangedJarANewJarAndOtherOptionsEachNeedAnotherCache() throws IOException {
    AotCache cache = AotCache.of(layout, Part.SCORING, OPTIONS);
    FileTime time = Files.getLastModifiedTime(library);

    Files.setLastModifiedTime(library, FileTime.fromMillis(time.toMillis() - 1_000));
    assertNotEquals(cache, AotCache.of(layout, Part.SCORING, OPTIONS));

    Files.writeString(library, "another library");
    Files.setLastModifiedTime(library, time);
    assertNotEquals(cache, AotCache.of(layout, Part.SCORING, OPTIONS));

    Files.writeString(library, "library");
    Files.setLastModifiedTime(library, time);
    assertEquals(cache, AotCache.of(layout, Part.SCORING, OPTIONS));
    Files.writeString(library.resolveSibling("new.jar"), "");
    assertNotEquals(cache, AotCache.of(layout, Part.SCORING, OPTIONS));

    Files.delete(library.resolveSibling("new.jar"));
    assertNotEquals(cache, AotCache.of(layout, Part.SCORING, List.of("-Xmx512m")));
  }

  @Test
  void aServiceThatIsNotBuiltHasNoRecordedCache() {
    AotCache cache = AotCache.of(layout, Part.REGISTRY, OPTIONS);

    assertEquals(List.of(), cache.use());
  }
}
