package io.quittance.registry.promotion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.RegistryConfig;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.Evaluation;
import io.quittance.registry.version.LifecycleEvent;
import io.quittance.registry.version.ModelVersion;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a version the champion, if it passed the gate against the present champion and enough
/// people approved it. The previous champion retires.
@Singleton
final class PromoteVersion {

  private final ChangeModel models;
  private final int required;
  private final Counter promotions;

  PromoteVersion(ChangeModel models, RegistryConfig config, MeterRegistry meters) {
    this.models = models;
    this.required = config.requiredApprovals();
    this.promotions = meters.counter("quittance.promotions");
  }

  Uni<Promoted> promote(Caller caller, String name, int version, @Nullable String reason) {
    String why = reason == null ? "promoted" : reason;
    return models
        .existing(
            caller,
            name,
            change ->
                change
                    .version(version)
                    .invoke(ModelVersion::requireOpen)
                    .call(found -> requireApproved(change, found, required))
                    .chain(
                        found ->
                            requirePassed(change, found)
                                .chain(champion -> replace(change, champion, found, why))))
        .invoke(() -> promotions.increment());
  }

  /// Fails with `approval-missing` unless enough people approved the latest evaluation, beside the
  /// one who asked for the training and may have become known only after that.
  static Uni<Void> requireApproved(ModelChange change, ModelVersion version, int required) {
    return change
        .approvals(version)
        .invoke(
            approvals -> {
              int needed = version.approvalsNeeded(required);
              long given =
                  approvals.stream()
                      .filter(yes -> !yes.approvedBy().equals(version.requestedBy()))
                      .count();
              if (given < needed) {
                throw Refusal.conflict(
                        "approval-missing",
                        version.namesRequester()
                            ? "The version needs more approvals"
                            : "The version needs more approvals. Nothing says who asked for its"
                                + " training, so one more person than usual must approve it")
                    .with("approvals", given)
                    .with("required", needed);
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Optional<AliasPeriod>> requirePassed(
      ModelChange change, ModelVersion version) {
    return change
        .evaluation(version)
        .invoke(PromoteVersion::requirePassed)
        .chain(evaluation -> change.requireChampion(evaluation.comparedWith()));
  }

  private static void requirePassed(Evaluation evaluation) {
    if (!evaluation.passed()) {
      throw Refusal.conflict("gate-not-passed", "The version did not pass the gate");
    }
  }

  private static Uni<Promoted> replace(
      ModelChange change, Optional<AliasPeriod> champion, ModelVersion version, String reason) {
    Long beneath = champion.map(AliasPeriod::id).orElse(null);
    Integer previous = champion.map(AliasPeriod::version).orElse(null);
    Uni<Void> retired =
        champion
            .map(period -> retire(change, period, version))
            .orElseGet(() -> Uni.createFrom().voidItem());
    return retired
        .chain(() -> change.release(version))
        .chain(() -> change.move(version, LifecycleEvent.PROMOTED, reason))
        .chain(() -> change.begin(Alias.CHAMPION, version, beneath))
        .chain(change::publish)
        .map(revision -> Promoted.of(change, version, previous, revision));
  }

  private static Uni<Void> retire(
      ModelChange change, AliasPeriod champion, ModelVersion successor) {
    return change
        .version(champion.version())
        .chain(
            retiring ->
                change.move(
                    retiring,
                    LifecycleEvent.SUPERSEDED,
                    "superseded by version " + successor.version()))
        .chain(() -> change.end(champion));
  }
}
