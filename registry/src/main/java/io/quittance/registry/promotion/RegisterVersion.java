package io.quittance.registry.promotion;

import io.quittance.registry.Refusal;
import io.quittance.registry.catalog.Views.Judged;
import io.quittance.registry.gate.BundleCheck;
import io.quittance.registry.gate.GateVerdict;
import io.quittance.registry.version.Lineage;
import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionTransition;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Registers a trained bundle: verifies it, has the gate judge it and records the verdict. Sending
/// the same bundle with the same evidence again creates no second registration.
@Singleton
final class RegisterVersion {

  private final ChangeModel models;
  private final JudgeEvidence judge;

  RegisterVersion(ChangeModel models, JudgeEvidence judge) {
    this.models = models;
    this.judge = judge;
  }

  Uni<Answer> register(Caller caller, String name, Requests.Registration request) {
    Requests.model(name);
    Lineage lineage = request.lineage();
    var claim = new BundleCheck.Claim(name, lineage.runId(), lineage.dataSha256());
    return judge
        .judge(request.artifact(), claim, request.evidence(), request.comparedWith())
        .chain(
            trained ->
                models.orNew(caller, name, change -> record(change, request, lineage, trained)))
        .invoke(
            answer -> {
              if (answer.created()) {
                judge.recorded(answer.judged().gate().verdict());
              }
            });
  }

  private Uni<Answer> record(
      ModelChange change,
      Requests.Registration request,
      Lineage lineage,
      JudgeEvidence.Trained trained) {
    return change
        .versionOf(request.artifact().sha256())
        .chain(
            known ->
                known.isEmpty()
                    ? insert(change, request, lineage, trained)
                    : again(change, known.get(), request, trained));
  }

  private Uni<Answer> insert(
      ModelChange change,
      Requests.Registration request,
      Lineage lineage,
      JudgeEvidence.Trained trained) {
    return change
        .requireChampion(request.comparedWith())
        .chain(
            () -> {
              ModelVersion version =
                  new ModelVersion(
                      change.model(),
                      change.model().nextVersion(),
                      request.artifact().sha256(),
                      lineage,
                      change.actor(),
                      change.at());
              version.requestedBy(trained.requestedBy());
              return change
                  .add(version)
                  .chain(() -> change.add(registered(change, version)))
                  .chain(() -> evaluate(change, version, request, trained.verdict()));
            });
  }

  private static Uni<Answer> evaluate(
      ModelChange change,
      ModelVersion version,
      Requests.Registration request,
      GateVerdict verdict) {
    return change
        .evaluate(version, request.comparedWith(), request.evidence().sha256(), verdict)
        .map(evaluation -> new Answer(Judged.of(change.model(), version, evaluation), true));
  }

  /// A version that was registered before its requester was recorded gets the one of its bundle.
  private Uni<Answer> again(
      ModelChange change,
      ModelVersion known,
      Requests.Registration request,
      JudgeEvidence.Trained trained) {
    if (known.requestedBy() == null) {
      known.requestedBy(trained.requestedBy());
    }
    return change
        .evaluation(known, request.evidence().sha256())
        .map(
            evaluation -> {
              if (evaluation.isEmpty()) {
                throw Refusal.conflict(
                        "already-registered",
                        "The bundle is already registered with other evidence;"
                            + " evaluate that version instead")
                    .with("version", known.version());
              }
              return new Answer(Judged.of(change.model(), known, evaluation.get()), false);
            });
  }

  private static VersionTransition registered(ModelChange change, ModelVersion version) {
    return new VersionTransition(version, null, null, change.actor(), "registered", change.at());
  }

  /// @param created false when it was registered before
  record Answer(Judged judged, boolean created) {}
}
