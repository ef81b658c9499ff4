package io.quittance.registry.version;

import io.quittance.registry.gate.GateVerdict;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A verdict of the gate on a version, with the evidence it is based on.
@Entity
@Table(name = "evaluation")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class Evaluation {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "version_id")
  private long versionId;

  @Column(name = "compared_with")
  private @Nullable Integer comparedWith;

  @Column(name = "evidence_sha256")
  private String evidenceSha256;

  @Enumerated(EnumType.STRING)
  private GateVerdict.Verdict verdict;

  private boolean passed;

  @Column(name = "evidence_rows")
  private long rows;

  private long positives;

  @Column(name = "candidate_auc")
  private @Nullable Double candidateAuc;

  @Column(name = "champion_auc")
  private @Nullable Double championAuc;

  @Column(name = "delta_auc")
  private @Nullable Double deltaAuc;

  @Column(name = "delta_low")
  private @Nullable Double low;

  @Column(name = "delta_high")
  private @Nullable Double high;

  @Column(name = "log_loss_delta")
  private @Nullable Double logLossDelta;

  private String explanation;

  @Column(name = "evaluated_by")
  private String evaluatedBy;

  @Column(name = "evaluated_at")
  private Instant evaluatedAt;

  Evaluation() {}

  public Evaluation(
      ModelVersion version,
      @Nullable Integer comparedWith,
      String evidenceSha256,
      GateVerdict verdict,
      String by,
      Instant at) {
    this.versionId = version.id();
    this.comparedWith = comparedWith;
    this.evidenceSha256 = evidenceSha256;
    this.verdict = verdict.verdict();
    this.passed = verdict.passed();
    this.rows = verdict.rows();
    this.positives = verdict.positives();
    this.candidateAuc = verdict.candidateAuc();
    this.championAuc = verdict.championAuc();
    this.deltaAuc = verdict.deltaAuc();
    this.low = verdict.low();
    this.high = verdict.high();
    this.logLossDelta = verdict.logLossDelta();
    this.explanation = verdict.explanation();
    this.evaluatedBy = by;
    this.evaluatedAt = at;
  }

  public long id() {
    return id;
  }

  /// Returns the champion that the version was compared with; null when there was none.
  public @Nullable Integer comparedWith() {
    return comparedWith;
  }

  public String evidenceSha256() {
    return evidenceSha256;
  }

  public boolean passed() {
    return passed;
  }

  public String evaluatedBy() {
    return evaluatedBy;
  }

  public Instant evaluatedAt() {
    return evaluatedAt;
  }

  public GateVerdict verdict() {
    return new GateVerdict(
        verdict,
        passed,
        rows,
        positives,
        candidateAuc,
        championAuc,
        deltaAuc,
        low,
        high,
        logLossDelta,
        explanation);
  }
}
