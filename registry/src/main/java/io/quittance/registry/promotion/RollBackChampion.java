package io.quittance.registry.promotion;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.LifecycleEvent;
import io.quittance.registry.version.ModelVersion;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Rolls back the last promotion: the previous champion serves again at once, without the gate,
/// because it has served before. A second rollback goes back one more promotion.
@Singleton
final class RollBackChampion {

  private final ChangeModel models;

  RollBackChampion(ChangeModel models) {
    this.models = models;
  }

  Uni<Promoted> rollBack(Caller caller, String name, @Nullable String reason) {
    String why = reason == null ? "rolled back" : reason;
    return models.existing(
        caller,
        name,
        change ->
            change
                .holder(Alias.CHAMPION)
                .map(champion -> champion.orElseThrow(RollBackChampion::nothingBeneath))
                .chain(champion -> rollBack(change, champion, why)));
  }

  private static Uni<Promoted> rollBack(ModelChange change, AliasPeriod champion, String reason) {
    Long beneath = champion.beneath();
    if (beneath == null) {
      throw nothingBeneath();
    }
    return change
        .version(champion.version())
        .chain(failed -> change.move(failed, LifecycleEvent.ROLLED_BACK, reason))
        .chain(() -> change.end(champion))
        .chain(() -> change.period(beneath))
        .chain(
            earlier ->
                change
                    .version(earlier.version())
                    .chain(version -> restore(change, version, earlier, reason)))
        .chain(
            restored ->
                change
                    .publish()
                    .map(revision -> Promoted.of(change, restored, champion.version(), revision)));
  }

  private static Uni<ModelVersion> restore(
      ModelChange change, ModelVersion version, AliasPeriod earlier, String reason) {
    return change
        .move(version, LifecycleEvent.RESTORED, reason)
        .chain(() -> change.begin(Alias.CHAMPION, version, earlier.beneath()))
        .replaceWith(version);
  }

  private static Refusal nothingBeneath() {
    return Refusal.conflict(
        "no-previous-champion", "There is no previous champion to roll back to");
  }
}
