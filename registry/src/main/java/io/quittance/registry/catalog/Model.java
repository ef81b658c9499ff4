package io.quittance.registry.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A named model of a tenant. Its row is the lock under which everything about it changes.
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

  /// Grows by one with each change of an alias.
  public long revision() {
    return revision;
  }

  /// How many versions there are; also the newest number.
  public int lastVersion() {
    return lastVersion;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /// The number for the version that is being registered.
  public int nextVersion() {
    return ++lastVersion;
  }

  /// The revision of the change that is being made.
  public long nextRevision() {
    return ++revision;
  }

  /// The registry's time of a change: the clock's, but never before the last change, so that the
  /// history of aliases has no overlap when a clock is set back.
  public Instant tick(Instant clock) {
    changedAt = clock.isBefore(changedAt) ? changedAt : clock;
    return changedAt;
  }
}
