package io.quittance.retraining.job;

import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.retraining.lifecycle.FailureCategory;
import io.quittance.retraining.lifecycle.JobEvent;
import io.quittance.retraining.lifecycle.JobLifecycle;
import io.quittance.retraining.lifecycle.JobState;
import io.quittance.retraining.lifecycle.RefusedTransitionException;
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

/// A request for a model and its progress. The request itself never changes.
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

  /// One sentence per line, since the reactive driver cannot bind a JSON array.
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

  /// The attempts that failed, crashes among them.
  int attempts;

  /// The attempts that ended a process: this service's or its trainer's.
  int crashes;

  /// When the running attempt began, absent when its end is recorded.
  @Column(name = "begun_at")
  @Nullable Instant begunAt;

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

  /// Creates a queued job.
  Job(Request request, Instant now) {
    this.id = request.id();
    this.tenant = request.tenant();
    this.model = request.model();
    this.cause = request.cause();
    this.explanation = String.join("\n", request.explanation());
    this.from = request.from();
    this.to = request.to();
    this.requestedBy = request.requestedBy();
    this.requestedAt = request.requestedAt();
    this.createdAt = now;
    this.state = JobState.QUEUED;
    this.stateSince = now;
    this.message = "waiting for a worker";
  }

  /// What was asked for.
  ///
  /// @param id identifies the request; a repeated request is the same job
  /// @param requestedBy the event's source, or the subject of the caller's token
  record Request(
      UUID id,
      String tenant,
      String model,
      Cause cause,
      List<String> explanation,
      Instant from,
      Instant to,
      String requestedBy,
      Instant requestedAt) {

    Request {
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
    begunAt = next.isFinal() ? null : begunAt;
    percent = Math.max(next.isFinal() && next != JobState.FAILED ? 100 : 0, Math.min(percent, 99));
    return next;
  }

  /// Records that an attempt begins. If the end of the previous one was never recorded, its process
  /// ended in the middle of it, which counts as a crash.
  void begin(Instant now) {
    if (begunAt != null && !begunAt.equals(now)) {
      crashes++;
      attempts++;
    }
    begunAt = now;
    nextAttemptAt = null;
  }

  /// Records the end of the running attempt, which counts as no failure.
  void end() {
    begunAt = null;
  }

  /// Records that the running attempt failed; the job stays in its state until the next one.
  ///
  /// @throws RefusedTransitionException when the job is over
  void postpone(Instant nextAttempt, String detail) {
    state = after(JobEvent.POSTPONED);
    if (begunAt != null) {
      attempts++;
      begunAt = null;
    }
    nextAttemptAt = nextAttempt;
    message = shortened(detail);
  }

  /// Records that the running attempt ended its process; the job stays in its state until the next.
  ///
  /// @throws RefusedTransitionException when the job is over
  void crashed(Instant nextAttempt, String detail) {
    if (begunAt != null) {
      crashes++;
    }
    postpone(nextAttempt, detail);
  }

  /// Returns whether the job entered its state at that instant.
  boolean isSince(Instant instant) {
    return stateSince.equals(instant);
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

  /// Returns what the database can hold of a text.
  static String shortened(String text) {
    String storable = text.replace("\0", "");
    return storable.length() <= MAX_MESSAGE ? storable : storable.substring(0, MAX_MESSAGE);
  }
}
