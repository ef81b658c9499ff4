package io.quittance.feedback.dataset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A data set asked for, and what became of it.
@Entity
@Table(name = "dataset")
@SuppressWarnings("NullAway.Init")
public class Dataset {

  @Id UUID id;
  String tenant;
  String model;

  @Column(name = "data_from")
  Instant from;

  @Column(name = "data_to")
  Instant to;

  @Column(name = "max_rows")
  int maxRows;

  /// Whether decisions whose week is over belong to it though their label is not known.
  boolean weeks;

  /// `building`, `ready` or `failed`.
  String state;

  @Column(name = "row_count")
  @Nullable Long rows;

  @Nullable Long positives;

  /// Of the lease under which the file was stored.
  @Column(name = "file_term")
  @Nullable Long fileTerm;

  @Nullable Long bytes;
  @Nullable String sha256;
  @Nullable String failure;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "ready_at")
  @Nullable Instant readyAt;

  /// For Hibernate.
  protected Dataset() {}

  Dataset(
      UUID id,
      String tenant,
      String model,
      Instant from,
      Instant to,
      int maxRows,
      boolean weeks,
      Instant createdAt) {
    this.id = id;
    this.tenant = tenant;
    this.model = model;
    this.from = from;
    this.to = to;
    this.maxRows = maxRows;
    this.weeks = weeks;
    this.createdAt = createdAt;
    this.state = "building";
  }
}
