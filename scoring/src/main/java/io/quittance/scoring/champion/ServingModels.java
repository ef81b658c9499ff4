package io.quittance.scoring.champion;

import io.quittance.scoring.inference.ScoringModel;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// The models in service, by tenant. A swap replaces the whole map at once, so a caller of
/// [#serving] keeps the versions it got. Thread-safe.
@Singleton
public final class ServingModels {

  private final AtomicReference<Map<String, ScoringModel>> serving =
      new AtomicReference<>(Map.of());
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  /// Returns an immutable snapshot; rules alone decide for a tenant without an entry.
  public Map<String, ScoringModel> serving() {
    return serving.get();
  }

  /// Returns the model that serves a tenant; empty when there is none.
  public Optional<ScoringModel> of(String tenant) {
    return Optional.ofNullable(serving.get().get(tenant));
  }

  /// Completes once it is known which champions there are and each tenant that has one is served by
  /// a model, or the wait for that has ended. Nothing is decided before.
  public Uni<Void> ready() {
    return Uni.createFrom().completionStage(ready);
  }

  /// Returns whether [#ready] has completed.
  public boolean isReady() {
    return ready.isDone();
  }

  void swap(String tenant, Optional<ScoringModel> model) {
    serving.updateAndGet(
        before -> {
          Map<String, ScoringModel> after = new HashMap<>(before);
          after.remove(tenant);
          model.ifPresent(next -> after.put(tenant, next));
          return Map.copyOf(after);
        });
  }

  void markReady() {
    ready.complete(null);
  }
}
