package io.quittance.scoring.champion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.text.Sha256;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.ModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChampionSwapTest {

  private static final String MODEL = "payment-30d";

  @TempDir Path directory = Path.of("unset");
  private final ServingModels champions = new ServingModels();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final byte[] bundle = Bundles.forest(1, 5, 3);
  private final String sha256 = Sha256.hex(bundle);

  private ChampionSwap swap(BundleSource source) throws IOException {
    return new ChampionSwap(
        MODEL,
        champions,
        new BundleCache(directory),
        source,
        new ModelLoader(OnnxRuntimeMode.OFF),
        Duration.ofMillis(200),
        metrics,
        () -> {});
  }

  private static SignedSnapshot snapshot(long revision, int version, String sha256) {
    return Signed.of(
        new ModelLifecycleChanged(
            "default",
            MODEL,
            revision,
            Instant.EPOCH,
            Map.of(Alias.CHAMPION, new VersionRef(version, sha256)),
            null));
  }

  private int version() {
    return champions.of("default").map(model -> model.used().version()).orElse(0);
  }

  private void await(int version) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> version() == version);
  }

  @Test
  void startsFromTheCacheWithoutTheRegistry() throws IOException {
    try (ChampionSwap first = swap(_ -> bundle)) {
      first.accept(snapshot(1, 7, sha256));
      first.tried().join();
    }
    champions.swap("default", java.util.Optional.empty());
    try (ChampionSwap second =
        swap(
            _ -> {
              throw new IOException("away");
            })) {
      second.stored().forEach(stored -> second.accept(Signed.verified(stored)));
      second.tried().join();
      assertEquals(7, version());
    }
  }

  @Test
  void triesAgainUntilTheRegistryAnswers() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (ChampionSwap swap =
        swap(
            _ -> {
              if (calls.incrementAndGet() < 3) {
                throw new IOException("away");
              }
              return bundle;
            })) {
      swap.accept(snapshot(1, 1, sha256));
      swap.tried().join();
      assertEquals(0, version());
      await(1);
    }
  }

  @Test
  void aRefusedBundleLeavesTheOldChampionAndIsNotCached() throws IOException {
    byte[] other = Bundles.forest(2, 5, 3);
    try (ChampionSwap swap = swap(wanted -> wanted.equals(sha256) ? bundle : new byte[] {1})) {
      swap.accept(snapshot(1, 1, sha256));
      swap.accept(snapshot(2, 2, Sha256.hex(other)));
      swap.tried().join();
    }
    assertEquals(1, version());
    assertEquals(1, metrics.get("quittance.model.refused").tag("rule", "digest").counter().count());
    assertTrue(Files.notExists(directory.resolve("bundles").resolve(Sha256.hex(other) + ".zip")));
  }

  @Test
  void anOlderRevisionChangesNothingAndAnEmptySnapshotMeansRules() throws IOException {
    try (ChampionSwap swap = swap(_ -> bundle)) {
      swap.accept(snapshot(5, 5, sha256));
      swap.accept(snapshot(4, 4, sha256));
      swap.tried().join();
      assertEquals(5, version());
      swap.accept(
          Signed.of(new ModelLifecycleChanged("default", MODEL, 6, Instant.EPOCH, Map.of(), null)));
      swap.tried().join();
      assertEquals(0, version());
    }
  }

  /// What an earlier version stored, unsigned, and what somebody put there.
  @Test
  void onlySignedSnapshotsAreTakenFromTheDisk() throws IOException {
    try (ChampionSwap swap = swap(_ -> bundle)) {
      swap.accept(snapshot(1, 7, sha256));
      swap.tried().join();
      Path stored = directory.resolve("lifecycle");
      Files.write(stored.resolve("a.json"), snapshot(2, 8, sha256).envelope().payload());
      Files.writeString(stored.resolve("b.json"), "garbage");
      Files.write(stored.resolve("c.json"), new byte[1 << 18]);

      assertEquals(List.of(snapshot(1, 7, sha256).envelope()), swap.stored());
    }
  }

  @Test
  void aCachedBundleThatWasAlteredCountsAsAbsent() throws IOException {
    BundleCache cache = new BundleCache(directory);
    cache.keep(sha256, bundle);
    Files.write(directory.resolve("bundles").resolve(sha256 + ".zip"), new byte[] {1});

    assertTrue(cache.bundle(sha256).isEmpty());
  }
}
