package io.quittance.registry.version;

import io.quittance.registry.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A version of a model. Its lineage never changes; only [#on] changes its state.
@Entity
@Table(name = "model_version")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class ModelVersion {

  private static final int MAX_NAME = 255;

  /// What the command line wrote for a name before it asked for one.
  private static final String UNNAMED = "command line";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "model_id")
  private long modelId;

  private int version;

  @Enumerated(EnumType.STRING)
  private VersionState state;

  @Column(name = "artifact_sha256")
  private String artifactSha256;

  @Column(name = "evaluation_id")
  private @Nullable Long evaluationId;

  @Column(name = "registered_by")
  private String registeredBy;

  @Column(name = "requested_by")
  private @Nullable String requestedBy;

  @Column(name = "registered_at")
  private Instant registeredAt;

  @Column(name = "run_id")
  private String runId;

  @Column(name = "request_id")
  private @Nullable String requestId;

  @Column(name = "data_sha256")
  private @Nullable String dataSha256;

  @Column(name = "data_from")
  private @Nullable Instant dataFrom;

  @Column(name = "data_to")
  private @Nullable Instant dataTo;

  @Column(name = "data_rows")
  private long dataRows;

  private String metrics;

  ModelVersion() {}

  /// Creates a candidate.
  public ModelVersion(
      Model model, int version, String artifactSha256, Lineage lineage, String by, Instant at) {
    this.modelId = model.id();
    this.version = version;
    this.state = VersionState.CANDIDATE;
    this.artifactSha256 = artifactSha256;
    this.registeredBy = by;
    this.registeredAt = at;
    this.runId = lineage.runId();
    this.requestId = lineage.requestId();
    this.dataSha256 = lineage.dataSha256();
    this.dataFrom = lineage.from();
    this.dataTo = lineage.to();
    this.dataRows = lineage.rows();
    this.metrics = MetricsJson.write(lineage.metrics());
  }

  private ModelVersion(
      Model model, int version, String artifactSha256, String runId, String by, Instant at) {
    this.modelId = model.id();
    this.version = version;
    this.state = VersionState.CANDIDATE;
    this.artifactSha256 = artifactSha256;
    this.registeredBy = by;
    this.registeredAt = at;
    this.runId = runId;
    this.metrics = MetricsJson.write(Map.of());
  }

  /// Creates a candidate that is a graph without a bundle: nobody states what it was trained on,
  /// and the gate does not judge it.
  ///
  /// @param artifactSha256 the graph
  public static ModelVersion ofGraph(
      Model model, int version, String artifactSha256, String runId, String by, Instant at) {
    return new ModelVersion(model, version, artifactSha256, runId, by, at);
  }

  /// Applies an event of the lifecycle.
  ///
  /// @throws Refusal `invalid-transition` when the state does not allow the event
  public void on(LifecycleEvent event) {
    state =
        Lifecycle.next(state, event)
            .orElseThrow(() -> refused("cannot be " + event.text() + " in state " + state.text()));
  }

  /// Checks that people may still approve or decline the version.
  ///
  /// @throws Refusal `invalid-transition` when they may not
  public void requireOpen() {
    if (!state.isOpen()) {
      throw refused("can no longer be approved or declined: it is " + state.text());
    }
  }

  /// Checks that the gate may judge the version: it is a candidate or still open, and has a bundle.
  ///
  /// @throws Refusal `invalid-transition` or `bundle-missing`
  public void requireJudgeable() {
    if (state != VersionState.CANDIDATE) {
      requireOpen();
    }
    if (dataSha256 == null) {
      throw Refusal.conflict(
          "bundle-missing",
          "Version "
              + version
              + " is a graph without a bundle, which no scorer serves: register it again with its"
              + " bundle as bundle.zip beside the graph");
    }
  }

  public long id() {
    return id;
  }

  public long modelId() {
    return modelId;
  }

  public int version() {
    return version;
  }

  public VersionState state() {
    return state;
  }

  public String artifactSha256() {
    return artifactSha256;
  }

  /// Returns the latest evaluation, the only one that counts.
  public long evaluationId() {
    if (evaluationId == null) {
      throw new IllegalStateException("version " + version + " has not been evaluated");
    }
    return evaluationId;
  }

  /// Returns whether the gate has judged it.
  public boolean isEvaluated() {
    return evaluationId != null;
  }

  public void evaluated(Evaluation evaluation) {
    evaluationId = evaluation.id();
  }

  public String registeredBy() {
    return registeredBy;
  }

  /// Returns who asked for the training: the subject of a person or the source of an event; null
  /// when the version was registered before it was recorded.
  public @Nullable String requestedBy() {
    return requestedBy;
  }

  /// Returns how many people must approve the version before it may serve. Where nothing names who
  /// asked for its training, one more: one of those who approve may be the one who asked.
  ///
  /// @param usual the number of people who must approve a version whose requester is named
  public int approvalsNeeded(int usual) {
    return namesRequester() ? usual : usual + 1;
  }

  /// Returns whether the requester is named.
  public boolean namesRequester() {
    return requestedBy != null && !requestedBy.equals(UNNAMED);
  }

  /// Records who asked for the training.
  public void requestedBy(String who) {
    requestedBy = who.length() > MAX_NAME ? who.substring(0, MAX_NAME) : who;
  }

  public Instant registeredAt() {
    return registeredAt;
  }

  /// Returns the lineage; null for a graph without a bundle.
  public @Nullable Lineage lineage() {
    return dataSha256 == null || dataFrom == null || dataTo == null
        ? null
        : new Lineage(
            runId, requestId, dataSha256, dataFrom, dataTo, dataRows, MetricsJson.read(metrics));
  }

  private Refusal refused(String what) {
    return Refusal.conflict("invalid-transition", "Version " + version + " " + what)
        .with("state", state.text());
  }
}
