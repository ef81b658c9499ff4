package io.quittance.retraining.job;

import io.quittance.core.event.RetrainingRequested.Cause;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// One wish for a model and how far it has come. What was wished never changes.
@Entity
@Table(name = "job")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class Job {

  static final int MAX_MESSAGE = 2_000;

  @Id UUID id;
  String tenant;
  String model;

  @Enumerated(EnumType.STRING)
  Cause cause;

  /// One sentence a line: the reactive driver binds no JSON array.
  String explanation;

  @Column(name = "from_at")
  Instant from;

  @Column(name = "to_at")
  Instant to;

  @Column(name = "requested_by")
  String requestedBy;

  @Column(name = "requested_at")
  Instant requestedAt;

  @Column(name = "created_at")
  Instant createdAt;

  @Enumerated(EnumType.STRING)
  private JobState state;

  @Column(name = "state_since")
  Instant stateSince;

  int percent;
  String message;
  int attempts;

  @Column(name = "next_attempt_at")
  @Nullable Instant nextAttemptAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "failure_category")
  @Nullable FailureCategory failureCategory;

  @Column(name = "dataset_sha256")
  @Nullable String datasetSha256;

  @Column(name = "dataset_rows")
  @Nullable Integer rows;

  @Column(name = "dataset_positives")
  @Nullable Integer positives;

  @Column(name = "bundle_sha256")
  @Nullable String bundleSha256;

  @Column(name = "evidence_sha256")
  @Nullable String evidenceSha256;

  @Column(name = "compared_with")
  @Nullable Integer comparedWith;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(name = "metrics")
  java.util.@Nullable Map<String, Double> metrics;

  @Nullable Integer version;
  @Nullable String verdict;

  Job() {}

  /// A job that waits.
  Job(Wish wish, Instant now) {
    this.id = wish.id();
    this.tenant = wish.tenant();
    this.model = wish.model();
    this.cause = wish.cause();
    this.explanation = String.join("\n", wish.explanation());
    this.from = wish.from();
    this.to = wish.to();
    this.requestedBy = wish.requestedBy();
    this.requestedAt = wish.requestedAt();
    this.createdAt = now;
    this.state = JobState.QUEUED;
    this.stateSince = now;
    this.message = "waits for its turn";
  }

  /// What is wanted.
  ///
  /// @param id of the request; a repeat of it is the same job
  /// @param requestedBy the topic's source or the token's subject
  record Wish(
      UUID id,
      String tenant,
      String model,
      Cause cause,
      List<String> explanation,
      Instant from,
      Instant to,
      String requestedBy,
      Instant requestedAt) {

    Wish {
      Objects.requireNonNull(id);
      explanation = List.copyOf(explanation);
    }
  }

  JobState state() {
    return state;
  }

  /// Applies an event and enters the state that follows it.
  ///
  /// @return the state entered
  /// @throws RefusedTransitionException when the event is refused in the current state
  JobState apply(JobEvent event, String detail, Instant now) {
    JobState next = after(event);
    state = next;
    stateSince = now;
    message = shortened(detail);
    nextAttemptAt = null;
    percent = Math.max(next.isFinal() && next != JobState.FAILED ? 100 : 0, Math.min(percent, 99));
    return next;
  }

  /// Records a failed attempt; the job stays in its state until the next one.
  ///
  /// @throws RefusedTransitionException when the job is over
  void postpone(Instant nextAttempt, String detail) {
    state = after(JobEvent.POSTPONED);
    attempts++;
    nextAttemptAt = nextAttempt;
    message = shortened(detail);
  }

  private JobState after(JobEvent event) {
    return JobLifecycle.next(state, event)
        .orElseThrow(() -> new RefusedTransitionException(id, state, event));
  }

  void progress(int newPercent, String newMessage) {
    percent = newPercent;
    message = shortened(newMessage);
  }

  List<String> sentences() {
    return explanation.lines().toList();
  }

  static String shortened(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
  }
}
