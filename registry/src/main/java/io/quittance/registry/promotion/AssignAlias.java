package io.quittance.registry.promotion;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.RegistryConfig;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.LifecycleEvent;
import io.quittance.registry.version.ModelVersion;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Assigns and removes the aliases `shadow` and `challenger`. A challenger decides about people, so
/// it needs the same approvals as a champion.
@Singleton
final class AssignAlias {

  private final ChangeModel models;
  private final int required;

  AssignAlias(ChangeModel models, RegistryConfig config) {
    this.models = models;
    this.required = config.requiredApprovals();
  }

  /// Assigns an alias to a version. The version that held it returns to `validated`.
  Uni<Assigned> assign(Caller caller, String name, Alias alias, int version) {
    LifecycleEvent event = event(alias);
    return models.existing(
        caller,
        name,
        change ->
            change
                .version(version)
                .chain(
                    found ->
                        change
                            .holder(alias)
                            .chain(
                                holder ->
                                    holder.isPresent() && holder.get().version() == version
                                        ? Uni.createFrom().item(change.model().revision())
                                        : give(change, alias, event, found, holder)))
                .map(revision -> new Assigned(change.model().name(), alias, version, revision)));
  }

  /// Removes an alias.
  Uni<Void> remove(Caller caller, String name, Alias alias) {
    LifecycleEvent _ = event(alias);
    return models.existing(
        caller,
        name,
        change ->
            change
                .holder(alias)
                .map(holder -> holder.orElseThrow(AssignAlias::notHeld))
                .chain(holder -> take(change, holder))
                .chain(change::publish)
                .replaceWithVoid());
  }

  private Uni<Long> give(
      ModelChange change,
      Alias alias,
      LifecycleEvent event,
      ModelVersion version,
      Optional<AliasPeriod> holder) {
    Uni<Void> approved =
        alias == Alias.CHALLENGER
            ? PromoteVersion.requireApproved(change, version, required)
            : Uni.createFrom().voidItem();
    return approved
        .chain(() -> change.release(version))
        .chain(() -> change.move(version, event, "made " + event.text()))
        .chain(
            () ->
                holder.map(held -> take(change, held)).orElseGet(() -> Uni.createFrom().voidItem()))
        .chain(() -> change.begin(alias, version, null))
        .chain(change::publish);
  }

  private static Uni<Void> take(ModelChange change, AliasPeriod holder) {
    return change
        .version(holder.version())
        .chain(version -> change.move(version, LifecycleEvent.WITHDRAWN, "lost its alias"))
        .chain(() -> change.end(holder));
  }

  private static Refusal notHeld() {
    return Refusal.notFound("alias-not-held", "No version holds this alias");
  }

  private static LifecycleEvent event(Alias alias) {
    return switch (alias) {
      case SHADOW -> LifecycleEvent.SHADOWED;
      case CHALLENGER -> LifecycleEvent.CHALLENGED;
      case CHAMPION ->
          throw Refusal.invalid(
              "alias must be shadow or challenger; a version becomes champion by promotion");
    };
  }

  /// @param revision revision of the lifecycle event
  record Assigned(String model, Alias alias, int version, long revision) {}
}
