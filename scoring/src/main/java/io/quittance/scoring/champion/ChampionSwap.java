package io.quittance.scoring.champion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Puts the champion that the registry names into service: fetches its bundle from the cache or the
/// registry, verifies it and swaps it in atomically. A failed fetch is retried for ever; a refused
/// bundle is not. The old champion keeps serving in both cases. All work runs on one dedicated
/// thread, so the newest snapshot wins.
public final class ChampionSwap implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ChampionSwap.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);

  private final String model;
  private final ServingModels champions;
  private final BundleCache cache;
  private final BundleSource source;
  private final ModelLoader loader;
  private final Duration retryAtMost;
  private final MeterRegistry metrics;
  private final Timer swapTime;
  private final MultiGauge versions;
  private final MultiGauge missingGauge;
  private final Runnable changed;
  private final Map<String, SignedSnapshot> wanted = new HashMap<>();
  private final Map<String, Missing> missing = new ConcurrentHashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("champion-swap").daemon().factory());

  /// A champion that is named and does not serve.
  ///
  /// @param cause why it does not yet
  record Missing(int version, String cause) {}

  /// @param changed runs after every attempt, on the thread of the swap
  public ChampionSwap(
      String model,
      ServingModels champions,
      BundleCache cache,
      BundleSource source,
      ModelLoader loader,
      Duration retryAtMost,
      MeterRegistry metrics,
      Runnable changed) {
    this.changed = changed;
    this.model = model;
    this.champions = champions;
    this.cache = cache;
    this.source = source;
    this.loader = loader;
    this.retryAtMost = retryAtMost;
    this.metrics = metrics;
    this.swapTime =
        Timer.builder("quittance.champion.swap")
            .description("from the news of a champion to its first batch")
            .publishPercentileHistogram()
            .register(metrics);
    this.versions =
        MultiGauge.builder("quittance.champion.version")
            .description("the version that serves a tenant")
            .register(metrics);
    this.missingGauge =
        MultiGauge.builder("quittance.champion.missing")
            .description("1 while the champion that the registry names does not serve a tenant")
            .register(metrics);
  }

  /// Returns the snapshots of the last run, not verified yet.
  public List<DsseEnvelope> stored() {
    try {
      return cache.snapshots();
    } catch (IOException e) {
      LOG.warnf("The cached lifecycle snapshots cannot be read: %s", e.toString());
      return List.of();
    }
  }

  /// Accepts a lifecycle snapshot. Returns immediately.
  public void accept(SignedSnapshot snapshot) {
    executor.execute(() -> consider(snapshot));
  }

  /// Returns the champions that are named and missing, by tenant, of the tenants that no other
  /// model serves meanwhile.
  Map<String, Missing> awaited() {
    Map<String, Missing> awaited = new TreeMap<>(missing);
    awaited.keySet().removeAll(champions.serving().keySet());
    return awaited;
  }

  /// Completes when every snapshot accepted so far has been tried once.
  public CompletableFuture<Void> tried() {
    return CompletableFuture.runAsync(() -> {}, executor);
  }

  private void consider(SignedSnapshot signed) {
    ModelLifecycleChanged snapshot = signed.change();
    SignedSnapshot known = wanted.get(snapshot.tenant());
    if (!snapshot.model().equals(model)
        || (known != null && known.change().order().isAfter(snapshot.order()))) {
      return;
    }
    wanted.put(snapshot.tenant(), signed);
    note(snapshot, "its bundle has not been loaded yet");
    pursue(signed, System.nanoTime(), FIRST_RETRY);
  }

  private void pursue(SignedSnapshot signed, long since, Duration wait) {
    ModelLifecycleChanged snapshot = signed.change();
    if (wanted.get(snapshot.tenant()) != signed) {
      return;
    }
    try {
      swap(snapshot, since);
      remember(signed);
    } catch (ModelRefusedException e) {
      metrics.counter("quittance.model.refused", "rule", e.rule()).increment();
      note(snapshot, "its bundle is refused: " + e.getMessage());
      LOG.errorf("The champion of tenant %s is refused: %s", snapshot.tenant(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      note(snapshot, "its bundle cannot be fetched: " + e.getMessage());
      LOG.warnf(
          "The champion of tenant %s cannot be fetched; retrying in %s: %s",
          snapshot.tenant(), wait, e.toString());
      Duration doubled = wait.multipliedBy(2);
      Duration next = doubled.compareTo(retryAtMost) > 0 ? retryAtMost : doubled;
      executor.schedule(() -> pursue(signed, since, next), wait.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      publishMissing();
      changed.run();
    }
  }

  private void remember(SignedSnapshot snapshot) {
    try {
      cache.keep(snapshot);
    } catch (IOException e) {
      LOG.warnf(
          "The snapshot of tenant %s cannot be cached: %s",
          snapshot.change().tenant(), e.toString());
    }
  }

  private void note(ModelLifecycleChanged snapshot, String cause) {
    snapshot
        .champion()
        .ifPresentOrElse(
            named -> missing.put(snapshot.tenant(), new Missing(named.version(), cause)),
            () -> missing.remove(snapshot.tenant()));
  }

  private void swap(ModelLifecycleChanged snapshot, long since) throws IOException {
    String tenant = snapshot.tenant();
    Optional<VersionRef> named = snapshot.champion();
    if (named.isEmpty()) {
      champions.swap(tenant, Optional.empty());
    } else if (champions.of(tenant).filter(now -> serves(now, named.get())).isEmpty()) {
      ScoringModel next = load(named.get());
      champions.swap(tenant, Optional.of(next));
      swapTime.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
      LOG.infof("Model version %d now serves tenant %s", named.get().version(), tenant);
    }
    missing.remove(tenant);
    publishVersions();
  }

  private void publishMissing() {
    missingGauge.register(
        wanted.keySet().stream()
            .<MultiGauge.Row<?>>map(
                tenant ->
                    MultiGauge.Row.of(
                        Tags.of("model", model, "tenant", tenant),
                        missing.containsKey(tenant) ? 1 : 0))
            .toList(),
        true);
  }

  private static boolean serves(ScoringModel now, VersionRef named) {
    return now.used().version() == named.version()
        && now.used().sha256().equals(named.artifactSha256());
  }

  private ScoringModel load(VersionRef ref) throws IOException {
    Optional<byte[]> cached = cache.bundle(ref.artifactSha256());
    byte[] bytes = cached.isPresent() ? cached.get() : source.fetch(ref.artifactSha256());
    ScoringModel loaded = loader.load(bytes, model, ref.version(), ref.artifactSha256());
    if (cached.isEmpty()) {
      cache.keep(ref.artifactSha256(), bytes);
    }
    return loaded;
  }

  private void publishVersions() {
    List<MultiGauge.Row<?>> rows =
        champions.serving().entrySet().stream()
            .map(
                entry ->
                    MultiGauge.Row.of(
                        Tags.of("model", model, "tenant", entry.getKey()),
                        entry.getValue().used().version()))
            .collect(Collectors.toUnmodifiableList());
    versions.register(rows, true);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
