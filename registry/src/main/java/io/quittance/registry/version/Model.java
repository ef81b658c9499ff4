package io.quittance.registry.version;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A named model of a tenant. Every change of the model or its versions holds the lock of its row.
@Entity
@Table(name = "model")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class Model {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String tenant;
  private String name;
  private long revision;

  @Column(name = "last_version")
  private int lastVersion;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  Model() {}

  public long id() {
    return id;
  }

  public String tenant() {
    return tenant;
  }

  public String name() {
    return name;
  }

  /// Returns the revision, which grows by one with each change of an alias.
  public long revision() {
    return revision;
  }

  /// Returns the number of versions, which is also the number of the newest one.
  public int lastVersion() {
    return lastVersion;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /// Returns the number of the version that is being registered.
  public int nextVersion() {
    return ++lastVersion;
  }

  /// Returns the revision of the change in progress.
  public long nextRevision() {
    return ++revision;
  }

  /// Returns the time of a change: the time of the clock, but never earlier than the last change,
  /// so that alias periods do not overlap when a clock is set back.
  public Instant tick(Instant clock) {
    changedAt = clock.isBefore(changedAt) ? changedAt : clock;
    return changedAt;
  }
}
