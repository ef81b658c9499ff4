package io.quittance.registry.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.gate.GateVerdict;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.Approval;
import io.quittance.registry.version.Evaluation;
import io.quittance.registry.version.Lineage;
import io.quittance.registry.version.Model;
import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionState;
import io.quittance.registry.version.VersionTransition;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON forms in which the catalogue is served.
public final class Views {

  private Views() {}

  /// One page of a list.
  public record Listing<T>(List<T> items, int page, int size, long total) {}

  /// A complete list.
  public record Whole<T>(List<T> items) {}

  /// A model with its aliases.
  public record ModelView(
      String name, long revision, Instant createdAt, int versions, Map<Alias, Holder> aliases) {

    static ModelView of(Model model, List<AliasPeriod> held) {
      Map<Alias, Holder> aliases = new EnumMap<>(Alias.class);
      for (AliasPeriod period : held) {
        if (period.modelId() == model.id()) {
          aliases.put(
              period.alias(),
              new Holder(period.version(), period.artifactSha256(), period.since()));
        }
      }
      return new ModelView(
          model.name(), model.revision(), model.createdAt(), model.lastVersion(), aliases);
    }
  }

  /// The version that holds an alias.
  public record Holder(int version, String artifactSha256, Instant since) {}

  /// A champion and the period in which it served.
  public record ChampionView(
      String model, int version, String artifactSha256, Instant from, @Nullable Instant to) {

    static ChampionView of(Model model, AliasPeriod period) {
      return new ChampionView(
          model.name(), period.version(), period.artifactSha256(), period.since(), period.until());
    }
  }

  /// A verdict of the gate.
  public record GateView(
      @JsonUnwrapped GateVerdict verdict, @Nullable Integer comparedWith, Instant evaluatedAt) {

    static GateView of(Evaluation evaluation) {
      return new GateView(
          evaluation.verdict(), evaluation.comparedWith(), evaluation.evaluatedAt());
    }
  }

  /// Response to a registration or an evaluation.
  public record Judged(
      String model, int version, VersionState state, String artifactSha256, GateView gate) {

    public static Judged of(Model model, ModelVersion version, Evaluation evaluation) {
      return new Judged(
          model.name(),
          version.version(),
          version.state(),
          version.artifactSha256(),
          GateView.of(evaluation));
    }
  }

  /// Everything recorded about a version.
  ///
  /// @param evidenceSha256 null until the gate has judged it, as `gate` is
  /// @param evaluatedBy who submitted that evidence
  /// @param requiredApprovals how many people must approve it, of which the one who asked for its
  ///   training is none
  /// @param lineage null for a graph without a bundle
  public record VersionView(
      String model,
      int version,
      VersionState state,
      String artifactSha256,
      @Nullable String evidenceSha256,
      List<String> aliases,
      String registeredBy,
      Instant registeredAt,
      @Nullable String requestedBy,
      @Nullable String evaluatedBy,
      int requiredApprovals,
      @Nullable Lineage lineage,
      @Nullable GateView gate,
      List<ApprovalView> approvals) {

    static VersionView of(
        Model model,
        ModelVersion version,
        @Nullable Evaluation evaluation,
        List<Approval> approvals,
        List<AliasPeriod> held,
        int requiredApprovals) {
      return new VersionView(
          model.name(),
          version.version(),
          version.state(),
          version.artifactSha256(),
          evaluation == null ? null : evaluation.evidenceSha256(),
          held.stream()
              .filter(period -> period.version() == version.version())
              .map(period -> period.alias().name().toLowerCase(Locale.ROOT))
              .toList(),
          version.registeredBy(),
          version.registeredAt(),
          version.requestedBy(),
          evaluation == null ? null : evaluation.evaluatedBy(),
          version.approvalsNeeded(requiredApprovals),
          version.lineage(),
          evaluation == null ? null : GateView.of(evaluation),
          approvals.stream().map(ApprovalView::of).toList());
    }
  }

  /// An approval.
  public record ApprovalView(String by, Instant at, @Nullable String comment) {

    static ApprovalView of(Approval approval) {
      return new ApprovalView(approval.approvedBy(), approval.approvedAt(), approval.remark());
    }
  }

  /// A change of a version's state.
  public record Step(
      @Nullable VersionState from,
      VersionState to,
      String event,
      String by,
      Instant at,
      String reason) {

    static Step of(VersionTransition transition) {
      return new Step(
          transition.before(),
          transition.after(),
          transition.event(),
          transition.actor(),
          transition.at(),
          transition.reason());
    }
  }
}
