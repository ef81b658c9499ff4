package io.quittance.registry.promotion;

import io.micrometer.core.instrument.MeterRegistry;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.registry.Refusal;
import io.quittance.registry.RegistryConfig;
import io.quittance.registry.artifact.ArtifactId;
import io.quittance.registry.artifact.ArtifactStore;
import io.quittance.registry.gate.BundleCheck;
import io.quittance.registry.gate.Evidence;
import io.quittance.registry.gate.GateVerdict;
import io.quittance.registry.gate.PromotionGate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Verifies bundles and recomputes verdicts, the only heavy work of the registry. Runs one at a
/// time on a thread of its own, so that memory is bounded by one bundle and one evidence file
/// however many requests arrive.
@Singleton
final class JudgeEvidence {

  private static final long WARN_AFTER_SECONDS = 120;

  private final ArtifactStore store;
  private final PromotionGate gate;
  private final MeterRegistry meters;
  private final WorkerExecutor worker;

  JudgeEvidence(ArtifactStore store, RegistryConfig config, MeterRegistry meters, Vertx vertx) {
    this.store = store;
    this.gate = new PromotionGate(config.gate());
    this.meters = meters;
    this.worker =
        vertx.createSharedWorkerExecutor("registry-gate", 1, WARN_AFTER_SECONDS, TimeUnit.SECONDS);
  }

  /// What is known of a new bundle.
  ///
  /// @param requestedBy who asked for its training, as its manifest says
  record Trained(GateVerdict verdict, String requestedBy) {}

  /// Verifies a new bundle and returns the verdict.
  Uni<Trained> judge(
      ArtifactId bundle,
      BundleCheck.Claim claim,
      ArtifactId evidence,
      @Nullable Integer comparedWith) {
    return worker.executeBlocking(
        () -> {
          String requestedBy = BundleCheck.verify(store.read(bundle, ModelBundle.MAX_BYTES), claim);
          return new Trained(verdict(evidence, comparedWith), requestedBy);
        });
  }

  /// Returns the verdict on a bundle that was verified before.
  Uni<GateVerdict> judge(ArtifactId evidence, @Nullable Integer comparedWith) {
    return worker.executeBlocking(() -> verdict(evidence, comparedWith));
  }

  /// Counts a recorded verdict.
  void recorded(GateVerdict verdict) {
    meters.counter("quittance.gate.verdicts", "verdict", verdict.verdict().text()).increment();
  }

  @PreDestroy
  void close() {
    worker.closeAndForget();
  }

  private GateVerdict verdict(ArtifactId id, @Nullable Integer comparedWith) {
    Evidence evidence = Evidence.read(store.read(id, Evidence.MAX_BYTES));
    boolean compared = evidence.champion() != null;
    if (evidence.rows() > 0 && compared != (comparedWith != null)) {
      throw Refusal.unacceptable(
          "invalid-evidence",
          compared
              ? "The evidence has scores of a champion, but comparedWith names none"
              : "The evidence has no scores of the champion that comparedWith names");
    }
    return gate.judge(evidence);
  }
}
