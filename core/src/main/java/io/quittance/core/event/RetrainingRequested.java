package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A request for a new model version, with the reasons for it.
///
/// @param requestId unique; a repeated request is ignored
/// @param from start of the decisions to train on, inclusive
/// @param to end of the decisions to train on, exclusive; later decisions have no mature label yet
/// @param labels number of mature labels in that period
/// @param explanation the reasons, in sentences
/// @param requestedAt event time of the request
public record RetrainingRequested(
    UUID requestId,
    String tenant,
    String model,
    Cause cause,
    Instant from,
    Instant to,
    long labels,
    List<String> explanation,
    Instant requestedAt) {

  public RetrainingRequested {
    Check.required("requestId", requestId);
    Check.id("tenant", tenant);
    Check.id("model", model);
    Check.required("cause", cause);
    Check.instant("from", from);
    Check.instant("to", to);
    Check.instant("requestedAt", requestedAt);
    explanation = List.copyOf(Check.required("explanation", explanation));
    if (!from.isBefore(to)) {
      throw new InvalidEventException("out-of-range", "from", "from must be before to");
    }
  }

  /// Returns the times that lie in the past by their meaning, by the name of their field. Where a
  /// request enters, they are compared with the clock.
  public Map<String, Instant> pastTimes() {
    return Map.of("from", from, "to", to, "requestedAt", requestedAt);
  }

  /// What triggered the request.
  public enum Cause {
    @JsonProperty("cold-start")
    COLD_START,
    @JsonProperty("drift")
    DRIFT,
    @JsonProperty("performance")
    PERFORMANCE,
    @JsonProperty("schedule")
    SCHEDULE,
    @JsonProperty("manual")
    MANUAL
  }
}
