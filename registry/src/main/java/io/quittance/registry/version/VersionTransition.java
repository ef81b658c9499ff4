package io.quittance.registry.version;

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

/// One change of a version's state: who made it, when and why. Rows are never changed or deleted.
@Entity
@Table(name = "transition")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class VersionTransition {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "version_id")
  private long versionId;

  @Enumerated(EnumType.STRING)
  @Column(name = "from_state")
  private @Nullable VersionState before;

  @Enumerated(EnumType.STRING)
  @Column(name = "to_state")
  private VersionState after;

  @Enumerated(EnumType.STRING)
  private @Nullable LifecycleEvent event;

  private String actor;
  private String reason;

  @Column(name = "happened_at")
  private Instant at;

  VersionTransition() {}

  /// @param before null for the registration
  /// @param event null for the registration
  public VersionTransition(
      ModelVersion version,
      @Nullable VersionState before,
      @Nullable LifecycleEvent event,
      String actor,
      String reason,
      Instant at) {
    this.versionId = version.id();
    this.before = before;
    this.after = version.state();
    this.event = event;
    this.actor = actor;
    this.reason = reason;
    this.at = at;
  }

  public @Nullable VersionState before() {
    return before;
  }

  public VersionState after() {
    return after;
  }

  /// Returns the name of the event in JSON.
  public String event() {
    return event == null ? "registered" : event.text();
  }

  public String actor() {
    return actor;
  }

  public String reason() {
    return reason;
  }

  public Instant at() {
    return at;
  }
}
