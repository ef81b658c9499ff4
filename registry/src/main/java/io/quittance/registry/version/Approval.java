package io.quittance.registry.version;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Approval of a version by a person. It is valid for one evaluation only.
@Entity
@Table(name = "approval")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class Approval {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "version_id")
  private long versionId;

  @Column(name = "evaluation_id")
  private long evaluationId;

  @Column(name = "approved_by")
  private String approvedBy;

  @Column(name = "approved_at")
  private Instant approvedAt;

  private @Nullable String remark;

  Approval() {}

  public Approval(ModelVersion version, String by, Instant at, @Nullable String remark) {
    this.versionId = version.id();
    this.evaluationId = version.evaluationId();
    this.approvedBy = by;
    this.approvedAt = at;
    this.remark = remark;
  }

  public String approvedBy() {
    return approvedBy;
  }

  public Instant approvedAt() {
    return approvedAt;
  }

  public @Nullable String remark() {
    return remark;
  }
}
