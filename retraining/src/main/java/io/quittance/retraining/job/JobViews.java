package io.quittance.retraining.job;

import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.core.text.WireNames;
import io.quittance.retraining.lifecycle.FailureCategory;
import io.quittance.retraining.lifecycle.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The JSON forms of jobs over REST. Absent values are omitted.
public final class JobViews {

  private JobViews() {}

  /// One job; `history` is present only when a single job is requested, `failure` and
  /// `failureIsTemporary` only when it failed.
  public record JobView(
      UUID id,
      String model,
      String cause,
      List<String> explanation,
      Instant from,
      Instant to,
      String requestedBy,
      Instant requestedAt,
      JobState state,
      Instant stateSince,
      int percent,
      String message,
      int attempts,
      int crashes,
      @Nullable Instant nextAttemptAt,
      @Nullable FailureCategory failure,
      @Nullable Boolean failureIsTemporary,
      @Nullable String datasetSha256,
      @Nullable Integer rows,
      @Nullable Integer positives,
      @Nullable String bundleSha256,
      @Nullable String evidenceSha256,
      @Nullable Integer comparedWith,
      @Nullable Map<String, Double> metrics,
      @Nullable Integer version,
      @Nullable String verdict,
      @Nullable List<TransitionView> history) {}

  /// A state that a job entered.
  public record TransitionView(JobState state, Instant at, String detail) {}

  /// A page of jobs, newest first.
  public record JobPage(List<JobView> items, int page, int size, long total) {}

  static JobView of(Job job, @Nullable List<JobTransition> history) {
    return new JobView(
        job.id,
        job.model,
        wireName(job.cause),
        job.sentences(),
        job.from,
        job.to,
        job.requestedBy,
        job.requestedAt,
        job.state(),
        job.stateSince,
        job.percent,
        job.message,
        job.attempts,
        job.crashes,
        job.nextAttemptAt,
        job.failureCategory,
        job.failureCategory == null ? null : job.failureCategory.isTemporary(),
        job.datasetSha256,
        job.rows,
        job.positives,
        job.bundleSha256,
        job.evidenceSha256,
        job.comparedWith,
        job.metrics,
        job.version,
        job.verdict,
        history == null
            ? null
            : history.stream().map(t -> new TransitionView(t.state, t.at, t.detail)).toList());
  }

  static String wireName(Cause cause) {
    return WireNames.of(cause);
  }
}
