package io.quittance.feedback.drift;

import io.quarkus.runtime.StartupEvent;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.feedback.ModelConfig;
import io.quittance.messaging.lifecycle.LifecycleReader;
import io.quittance.messaging.lifecycle.RefusedSnapshotException;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// The baseline of each tenant's champion, named by the lifecycle topic and fetched from the
/// registry. The registry is asked which version it is at the start, since the topic may have
/// nothing or end with an old snapshot, and whenever a record of the topic was refused. Bundles are
/// fetched in the background and retried at every run until they arrive. Thread-safe.
@ApplicationScoped
public class ChampionBaselines {

  private static final Logger LOG = Logger.getLogger(ChampionBaselines.class);

  private final LifecycleReader lifecycle;
  private final BundleStore bundles;
  private final ModelConfig model;
  private final Map<String, VersionRef> wanted = new ConcurrentHashMap<>();
  private final Map<String, ChampionBaseline> loaded = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean topicRead;
  private volatile boolean known;

  /// Whether the registry is still to be asked.
  private final AtomicBoolean inDoubt = new AtomicBoolean(true);

  ChampionBaselines(LifecycleReader lifecycle, BundleStore bundles, ModelConfig model) {
    this.lifecycle = lifecycle;
    this.bundles = bundles;
    this.model = model;
  }

  void start(@Observes StartupEvent event) {
    lifecycle
        .start(this::changed, () -> inDoubt.set(true))
        .subscribe()
        .with(
            _ -> {
              topicRead = true;
              Infrastructure.getDefaultWorkerPool().execute(this::loadMissing);
            });
  }

  /// Returns the state of a tenant's champion.
  public ChampionState of(String tenant) {
    if (!known) {
      return new ChampionState.Unknown();
    }
    VersionRef ref = wanted.get(tenant);
    if (ref == null) {
      return new ChampionState.Absent();
    }
    ChampionBaseline champion = loaded.get(tenant);
    return champion != null && champion.sha256().equals(ref.artifactSha256())
        ? new ChampionState.Present(champion)
        : new ChampionState.Unknown();
  }

  /// Fetches the missing bundles. Blocks; worker threads only.
  public void loadMissing() {
    if (topicRead && inDoubt.getAndSet(false)) {
      boolean answered = isAnswered();
      inDoubt.compareAndSet(false, !answered);
      if (answered || lifecycle.isTold(model.name())) {
        known = true;
      }
    }
    wanted.forEach(
        (tenant, ref) -> {
          ChampionBaseline champion = loaded.get(tenant);
          if ((champion == null || !champion.sha256().equals(ref.artifactSha256()))
              && !refused.contains(ref.artifactSha256())) {
            load(tenant, ref);
          }
        });
  }

  /// A lost topic would look like a model that never had a champion, and a training would be asked
  /// for.
  private boolean isAnswered() {
    try {
      Optional<DsseEnvelope> answer = bundles.lifecycle(model.name());
      if (answer.isPresent()) {
        lifecycle.offer(answer.get());
      }
      return true;
    } catch (IOException | RefusedSnapshotException e) {
      LOG.warnf("The registry does not say yet whether there is a champion: %s", e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void changed(SignedSnapshot snapshot) {
    ModelLifecycleChanged change = snapshot.change();
    if (!change.model().equals(model.name())) {
      return;
    }
    change
        .champion()
        .ifPresentOrElse(
            ref -> wanted.put(change.tenant(), ref), () -> wanted.remove(change.tenant()));
    if (known) {
      Infrastructure.getDefaultWorkerPool().execute(this::loadMissing);
    }
  }

  private void load(String tenant, VersionRef ref) {
    try {
      ModelBundle bundle = ModelBundle.read(bundles.fetch(ref.artifactSha256()));
      loaded.put(tenant, ChampionBaseline.of(ref.version(), ref.artifactSha256(), bundle));
      LOG.infof("The champion of tenant %s is version %d", tenant, ref.version());
    } catch (ModelRefusedException e) {
      refused.add(ref.artifactSha256());
      LOG.errorf(
          "The bundle of version %d of tenant %s is refused: %s",
          ref.version(), tenant, e.getMessage());
    } catch (IOException e) {
      LOG.warnf(
          "The bundle of version %d of tenant %s cannot be fetched yet: %s",
          ref.version(), tenant, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
