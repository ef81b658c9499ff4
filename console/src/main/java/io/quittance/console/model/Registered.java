package io.quittance.console.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the registry and scoring say of models, as far as pages show it.
public final class Registered {

  private Registered() {}

  /// A page of models.
  public record Models(List<Model> items) {}

  /// A model.
  ///
  /// @param aliases by name: `champion`, `challenger`, `shadow`
  public record Model(String name, int versions, Map<String, Holder> aliases) {

    /// Returns the version that serves; null when there is none.
    public @Nullable Holder champion() {
      return aliases.get("champion");
    }

    public @Nullable Holder challenger() {
      return aliases.get("challenger");
    }

    public @Nullable Holder shadow() {
      return aliases.get("shadow");
    }
  }

  /// The version that holds an alias.
  public record Holder(int version, Instant since) {}

  /// A page of versions, the newest first.
  public record Versions(List<Version> items, long total) {}

  /// A version.
  ///
  /// @param requiredApprovals how many people must approve it
  /// @param evaluatedBy who submitted the evidence of its last evaluation
  public record Version(
      String model,
      int version,
      String state,
      String artifactSha256,
      List<String> aliases,
      String registeredBy,
      Instant registeredAt,
      @Nullable String requestedBy,
      @Nullable String evaluatedBy,
      @Nullable Integer requiredApprovals,
      @Nullable Lineage lineage,
      @Nullable Gate gate,
      List<Approval> approvals) {

    /// Returns whether people may still decide on it.
    public boolean isOpen() {
      return List.of("validated", "shadow", "challenger").contains(state);
    }

    public boolean isChampion() {
      return state.equals("champion");
    }

    /// Returns how many approvals count: whoever asked for the training does not.
    public long countedApprovals() {
      return approvals.stream().filter(yes -> !yes.by().equals(requestedBy)).count();
    }

    /// Returns how long it has been registered.
    public Duration age(Instant now) {
      return Duration.between(registeredAt, now);
    }
  }

  /// What it was trained from.
  public record Lineage(String runId, String dataSha256, Instant from, Instant to, long rows) {}

  /// The gate's verdict.
  public record Gate(
      String verdict,
      boolean passed,
      long rows,
      @Nullable Double candidateAuc,
      @Nullable Double championAuc,
      @Nullable Double deltaAuc,
      @Nullable Double low,
      @Nullable Double high,
      String explanation,
      @Nullable Integer comparedWith,
      Instant evaluatedAt) {}

  /// An approval.
  public record Approval(String by, Instant at, @Nullable String comment) {}

  /// The changes of a version's state, in order.
  public record History(List<Step> items) {}

  /// A change of a version's state.
  public record Step(
      @Nullable String from, String to, String event, String by, Instant at, String reason) {}

  /// The model that decides now, as scoring says.
  public record Serving(String name, boolean degraded, @Nullable Integer version) {}
}
