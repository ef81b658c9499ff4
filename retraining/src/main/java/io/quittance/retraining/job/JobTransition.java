package io.quittance.retraining.job;

import io.quittance.retraining.lifecycle.JobState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// Records that a job entered a state, or entered it again.
@Entity
@Table(name = "job_transition")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class JobTransition {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(name = "job_id")
  UUID jobId;

  @Enumerated(EnumType.STRING)
  JobState state;

  @Column(name = "at_time")
  Instant at;

  String detail;

  JobTransition() {}

  JobTransition(UUID jobId, JobState state, Instant at, String detail) {
    this.jobId = jobId;
    this.state = state;
    this.at = at;
    this.detail = Job.shortened(detail);
  }
}
