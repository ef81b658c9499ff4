package io.quittance.registry.version;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
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

/// Period in which a version had an alias, on the registry's clock: `since` inclusive, `until`
/// exclusive. Champion periods form a stack through `beneath`: a promotion puts a period on top of
/// the one it ended, and a rollback removes the top one. Rolling back twice therefore goes back two
/// promotions instead of returning to the first state.
@Entity
@Table(name = "alias_history")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class AliasPeriod {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "model_id")
  private long modelId;

  @Enumerated(EnumType.STRING)
  private Alias alias;

  private int version;

  @Column(name = "artifact_sha256")
  private String artifactSha256;

  @Column(name = "valid_from")
  private Instant since;

  @Column(name = "valid_to")
  private @Nullable Instant until;

  private @Nullable Long beneath;

  AliasPeriod() {}

  /// Begins a period.
  ///
  /// @param beneath champion period to which a rollback returns; null when there is none
  public AliasPeriod(Alias alias, ModelVersion version, Instant since, @Nullable Long beneath) {
    this.modelId = version.modelId();
    this.alias = alias;
    this.version = version.version();
    this.artifactSha256 = version.artifactSha256();
    this.since = since;
    this.beneath = beneath;
  }

  public long id() {
    return id;
  }

  public long modelId() {
    return modelId;
  }

  public Alias alias() {
    return alias;
  }

  public int version() {
    return version;
  }

  public String artifactSha256() {
    return artifactSha256;
  }

  public VersionRef reference() {
    return new VersionRef(version, artifactSha256);
  }

  public Instant since() {
    return since;
  }

  public @Nullable Instant until() {
    return until;
  }

  public @Nullable Long beneath() {
    return beneath;
  }

  public void end(Instant at) {
    until = at;
  }
}
