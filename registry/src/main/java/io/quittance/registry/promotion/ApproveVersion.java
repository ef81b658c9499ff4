package io.quittance.registry.promotion;

import io.quittance.registry.Refusal;
import io.quittance.registry.RegistryConfig;
import io.quittance.registry.version.Approval;
import io.quittance.registry.version.Evaluation;
import io.quittance.registry.version.LifecycleEvent;
import io.quittance.registry.version.ModelVersion;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Approves or declines a version for a person. People who asked for its training, registered the
/// version or submitted its evidence cannot approve it.
@Singleton
final class ApproveVersion {

  private final ChangeModel models;
  private final int required;

  ApproveVersion(ChangeModel models, RegistryConfig config) {
    this.models = models;
    this.required = config.requiredApprovals();
  }

  Uni<Approved> approve(Caller caller, String name, int version, @Nullable String comment) {
    return models.existing(
        caller,
        name,
        change ->
            change
                .version(version)
                .invoke(ModelVersion::requireOpen)
                .call(found -> change.evaluation(found).invoke(e -> requireOther(change, found, e)))
                .chain(found -> record(change, found, comment)));
  }

  /// Declines a version for good.
  Uni<Void> decline(Caller caller, String name, int version, String reason) {
    return models.existing(
        caller,
        name,
        change ->
            change
                .version(version)
                .call(found -> change.move(found, LifecycleEvent.DECLINED, reason))
                .chain(change::withdraw));
  }

  private Uni<Approved> record(ModelChange change, ModelVersion version, @Nullable String comment) {
    Approval approval = new Approval(version, change.actor(), change.at(), comment);
    return change
        .approvals(version)
        .invoke(earlier -> requireFirst(change, earlier))
        .call(() -> change.add(approval))
        .map(
            earlier ->
                new Approved(
                    version.version(),
                    change.actor(),
                    change.at(),
                    comment,
                    earlier.size() + 1,
                    version.approvalsNeeded(required)));
  }

  private static void requireOther(
      ModelChange change, ModelVersion version, Evaluation evaluation) {
    if (change.actor().equals(version.requestedBy())) {
      throw Refusal.conflict(
          "self-approval",
          "You asked for the training of this version; another person must approve it");
    }
    if (change.actor().equals(version.registeredBy())
        || change.actor().equals(evaluation.evaluatedBy())) {
      throw Refusal.conflict(
          "self-approval",
          "You registered or evaluated this version; another person must approve it");
    }
  }

  private static void requireFirst(ModelChange change, List<Approval> earlier) {
    if (earlier.stream().anyMatch(yes -> yes.approvedBy().equals(change.actor()))) {
      throw Refusal.conflict("already-approved", "You have already approved this version");
    }
  }

  /// @param approvals number of approvals so far
  record Approved(
      int version, String by, Instant at, @Nullable String comment, int approvals, int required) {}
}
