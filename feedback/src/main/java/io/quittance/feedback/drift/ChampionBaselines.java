package io.quittance.feedback.drift;

import io.quarkus.runtime.StartupEvent;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.feedback.ModelConfig;
import io.quittance.messaging.LifecycleReader;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The baseline of each tenant's champion, named by the lifecycle topic, or by the registry where
/// the topic has nothing, and fetched from the registry. Bundles are fetched in the background and
/// retried at every run until they arrive. Thread-safe.
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

  ChampionBaselines(LifecycleReader lifecycle, BundleStore bundles, ModelConfig model) {
    this.lifecycle = lifecycle;
    this.bundles = bundles;
    this.model = model;
  }

  void start(@Observes StartupEvent event) {
    lifecycle
        .start(this::changed)
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
    if (topicRead && !known) {
      known = isTold() || isAnswered();
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
  private boolean isTold() {
    return lifecycle.snapshots().values().stream().anyMatch(s -> s.model().equals(model.name()));
  }

  private boolean isAnswered() {
    try {
      bundles.lifecycle(model.name()).ifPresent(this::changed);
      return true;
    } catch (IOException e) {
      LOG.warnf(
          "The lifecycle topic names no champion, and the registry does not say yet whether there"
              + " is one: %s",
          e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void changed(ModelLifecycleChanged change) {
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
