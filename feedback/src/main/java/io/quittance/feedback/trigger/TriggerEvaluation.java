package io.quittance.feedback.trigger;

import io.quittance.core.event.RetrainingRequested.Cause;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored evaluation of the trigger policy.
@Entity
@Table(name = "trigger_evaluation")
@SuppressWarnings("NullAway.Init")
public class TriggerEvaluation {

  private static final int MOST = 8_000;

  @Id UUID id;
  String tenant;
  String model;
  Instant at;

  @Column(name = "evaluated_at")
  Instant evaluatedAt;

  String result;
  @Nullable String cause;

  @Column(name = "data_from")
  @Nullable Instant from;

  @Column(name = "data_to")
  @Nullable Instant to;

  @Nullable Long labels;

  @Column(name = "request_id")
  @Nullable UUID requestId;

  /// Sentences, one per line.
  @Column(length = MOST)
  String explanation;

  /// For Hibernate.
  protected TriggerEvaluation() {}

  TriggerEvaluation(
      UUID id, String tenant, String model, Instant at, Instant evaluatedAt, TriggerResult result) {
    this.id = id;
    this.tenant = tenant;
    this.model = model;
    this.at = at;
    this.evaluatedAt = evaluatedAt;
    String text = String.join("\n", result.explanation());
    this.explanation = text.substring(0, Math.min(MOST, text.length()));
    switch (result) {
      case TriggerResult.Fire fire -> {
        this.result = "fire";
        this.cause = TriggerPolicy.words(fire.cause());
        this.from = fire.from();
        this.to = fire.to();
        this.labels = fire.labels();
        this.requestId = id;
      }
      case TriggerResult.Wait _ -> this.result = "wait";
      case TriggerResult.Nothing _ -> this.result = "nothing";
    }
  }

  /// Returns the cause of the request.
  ///
  /// @throws IllegalStateException when the evaluation made none
  Cause requestCause() {
    for (Cause known : Cause.values()) {
      if (TriggerPolicy.words(known).equals(cause)) {
        return known;
      }
    }
    throw new IllegalStateException("unknown cause " + cause);
  }
}
