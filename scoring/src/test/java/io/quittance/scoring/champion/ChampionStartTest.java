package io.quittance.scoring.champion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.text.Sha256;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.ModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChampionStartTest {

  private static final String MODEL = "payment-30d";
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path directory = Path.of("unset");
  private final ServingModels champions = new ServingModels();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final byte[] bundle = Bundles.forest(1, 5, 3);
  private final String sha256 = Sha256.hex(bundle);
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicBoolean bundleThere = new AtomicBoolean(true);
  private final AtomicReference<@Nullable Optional<SignedSnapshot>> answer =
      new AtomicReference<>();
  private final AtomicReference<@Nullable ChampionStart> checked = new AtomicReference<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : opened.reversed()) {
      part.close();
    }
  }

  private ChampionSwap swap() throws IOException {
    ChampionSwap swap =
        new ChampionSwap(
            MODEL,
            champions,
            new BundleCache(directory),
            wanted -> {
              if (!bundleThere.get() || !wanted.equals(sha256)) {
                throw new IOException("no such bundle");
              }
              return bundle;
            },
            new ModelLoader(OnnxRuntimeMode.OFF),
            Duration.ofMillis(100),
            metrics,
            this::tried);
    opened.add(swap);
    return swap;
  }

  private void tried() {
    ChampionStart start = checked.get();
    if (start != null) {
      start.check();
    }
  }

  private ChampionStart start(ChampionSwap swap, Duration waitAtMost) {
    ChampionStart start =
        new ChampionStart(champions, swap, () -> ask(swap), new Waiting(waitAtMost), metrics);
    opened.add(start);
    checked.set(start);
    return start;
  }

  private void ask(ChampionSwap swap) throws IOException {
    questions.incrementAndGet();
    Optional<SignedSnapshot> said = answer.get();
    if (said == null) {
      throw new IOException("the registry is away");
    }
    said.ifPresent(swap::accept);
  }

  private static SignedSnapshot champion(int version, String sha256) {
    return Signed.of(
        new ModelLifecycleChanged(
            "acme",
            MODEL,
            version,
            Instant.EPOCH,
            Map.of(Alias.CHAMPION, new VersionRef(version, sha256)),
            5L));
  }

  private int version() {
    return champions.of("acme").map(model -> model.used().version()).orElse(0);
  }

  private void awaitReady() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(champions::isReady);
  }

  private static String reason(ChampionStart start) {
    return start.waitingFor().orElse("nothing");
  }

  private void awaitReason(ChampionStart start, String part) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> reason(start), reason -> reason.contains(part));
  }

  @Test
  void whereTheTopicHasNothingTheRegistryNamesTheChampion() throws IOException {
    answer.set(Optional.of(champion(7, sha256)));
    ChampionStart start = start(swap(), LONG);
    assertTrue(reason(start).contains("lifecycle topic"));

    start.topicRead();

    awaitReady();
    assertEquals(7, version());
    assertEquals(0, metrics.get("quittance.champion.unknown").gauge().value());
  }

  @Test
  void nothingIsDecidedUntilTheRegistrySaysThatThereIsNoChampion() throws IOException {
    ChampionStart start = start(swap(), LONG);
    start.topicRead();
    awaitReason(start, "the registry is away");
    assertFalse(champions.isReady());
    assertEquals(1, metrics.get("quittance.champion.unknown").gauge().value());

    answer.set(Optional.empty());

    awaitReady();
    assertEquals(0, version());
  }

  @Test
  void aChampionWhoseBundleIsAwayIsAwaited() throws IOException {
    bundleThere.set(false);
    ChampionSwap swap = swap();
    ChampionStart start = start(swap, LONG);
    swap.accept(champion(7, sha256));
    swap.tried().join();
    start.told();
    start.topicRead();
    assertEquals(
        "version 7 of tenant acme: its bundle cannot be fetched: no such bundle", reason(start));
    assertEquals(
        1, metrics.get("quittance.champion.missing").tag("tenant", "acme").gauge().value());

    bundleThere.set(true);

    awaitReady();
    assertEquals(7, version());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> metrics.get("quittance.champion.missing").tag("tenant", "acme").gauge().value(),
            missing -> missing == 0);
  }

  @Test
  void theModelOfTheLastRunServesWhileTheNextOneIsAway() throws IOException {
    try (ChampionSwap before = swap()) {
      before.accept(champion(7, sha256));
      before.tried().join();
    }
    champions.swap("acme", Optional.empty());
    ChampionSwap swap = swap();
    ChampionStart start = start(swap, LONG);
    swap.stored().forEach(stored -> swap.accept(Signed.verified(stored)));
    swap.accept(champion(8, "cd".repeat(32)));
    swap.tried().join();

    start.topicRead();

    awaitReady();
    assertEquals(7, version());
    assertEquals(
        1, metrics.get("quittance.champion.missing").tag("tenant", "acme").gauge().value());
  }

  @Test
  void afterTheLongestWaitRulesDecideAndTheGaugeSaysSo() throws IOException {
    ChampionStart start = start(swap(), Duration.ofMillis(1));

    start.topicRead();

    awaitReady();
    assertEquals(0, version());
    assertEquals(1, metrics.get("quittance.champion.unknown").gauge().value());
  }

  /// The topic ends with an old snapshot: compaction has removed the newer one.
  @Test
  void aNewProcessAsksTheRegistryBeforeItBelievesThatTheTopicEndsWithTheNewest()
      throws IOException {
    answer.set(Optional.of(champion(8, sha256)));
    ChampionSwap swap = swap();
    ChampionStart start = start(swap, LONG);
    swap.accept(champion(7, sha256));
    swap.tried().join();
    start.told();

    start.topicRead();

    awaitReady();
    assertEquals(8, version());
  }

  @Test
  void aRegistryThatIsAwayDelaysNoChampionThatTheTopicNames() throws IOException {
    ChampionSwap swap = swap();
    ChampionStart start = start(swap, LONG);
    swap.accept(champion(7, sha256));
    swap.tried().join();
    start.told();

    start.topicRead();

    awaitReady();
    assertEquals(7, version());
    answer.set(Optional.of(champion(8, sha256)));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> version() == 8);
  }

  @Test
  void aRefusedRecordMakesTheProcessAskAgainAndAFloodOfThemOnce() throws IOException {
    answer.set(Optional.of(champion(7, sha256)));
    ChampionStart start = start(swap(), LONG);
    start.topicRead();
    awaitReady();
    answer.set(Optional.of(champion(8, sha256)));

    for (int i = 0; i < 1_000; i++) {
      start.doubt();
    }

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> version() == 8);
    assertEquals(2, questions.get());
  }

  private record Waiting(Duration waitAtMost) implements ScoringConfig.Model {
    @Override
    public String name() {
      return MODEL;
    }

    @Override
    public Duration retryAtMost() {
      return Duration.ofMillis(100);
    }
  }
}
