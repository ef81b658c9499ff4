package io.quittance.registry.promotion;

import io.quittance.registry.catalog.Views.Judged;
import io.quittance.registry.gate.GateVerdict;
import io.quittance.registry.version.ModelVersion;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Evaluates a candidate, or an open version again, against the present champion. Earlier approvals
/// no longer count, because they were given for other evidence.
@Singleton
final class EvaluateVersion {

  private final ChangeModel models;
  private final JudgeEvidence judge;

  EvaluateVersion(ChangeModel models, JudgeEvidence judge) {
    this.models = models;
    this.judge = judge;
  }

  Uni<Judged> evaluate(Caller caller, String name, int version, Requests.Comparison request) {
    return judge
        .judge(request.evidence(), request.comparedWith())
        .chain(
            verdict ->
                models.existing(
                    caller,
                    name,
                    change ->
                        change
                            .version(version)
                            .invoke(ModelVersion::requireJudgeable)
                            .call(() -> change.requireChampion(request.comparedWith()))
                            .chain(found -> record(change, found, request, verdict))))
        .invoke(judged -> judge.recorded(judged.gate().verdict()));
  }

  private static Uni<Judged> record(
      ModelChange change, ModelVersion version, Requests.Comparison request, GateVerdict verdict) {
    return change
        .evaluate(version, request.comparedWith(), request.evidence().sha256(), verdict)
        .call(() -> verdict.passed() ? done() : change.withdraw(version))
        .map(evaluation -> Judged.of(change.model(), version, evaluation));
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
