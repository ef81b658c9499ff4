package io.quittance.feedback.label;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes the watermark: the minimum over the topics of the newest event time seen. A topic that
/// has been silent for the idle time-out is left out; when all are silent, everything has been read
/// and the newest time of all counts. Pure.
///
/// @param idle wall-clock silence
/// @param startedAt the wall clock when this process began to read: no silence is older than it
record Watermark(Duration idle, Instant startedAt) {

  /// @param newest newest event time seen in the topic
  /// @param seenAt wall clock of its newest record
  record Topic(Instant newest, Instant seenAt) {}

  /// Returns the watermark after these sightings, never before `previous`; empty while it is
  /// undefined.
  ///
  /// @param decisions null when the topic has had no record yet
  /// @param outcomes null when the topic has had no record yet
  Optional<Instant> advance(
      @Nullable Instant previous,
      @Nullable Topic decisions,
      @Nullable Topic outcomes,
      Instant now) {
    Optional<Instant> reached = reached(decisions, outcomes, now);
    if (previous == null || (reached.isPresent() && reached.get().isAfter(previous))) {
      return reached;
    }
    return Optional.of(previous);
  }

  private Optional<Instant> reached(
      @Nullable Topic decisions, @Nullable Topic outcomes, Instant now) {
    boolean first = silent(decisions, now);
    boolean second = silent(outcomes, now);
    if (first == second) {
      return first ? newest(decisions, outcomes) : oldest(decisions, outcomes);
    }
    return Optional.ofNullable(first ? outcomes : decisions).map(Topic::newest);
  }

  private boolean silent(@Nullable Topic topic, Instant now) {
    Instant last = startedAt;
    if (topic != null && topic.seenAt().isAfter(last)) {
      last = topic.seenAt();
    }
    return !now.isBefore(last.plus(idle));
  }

  private static Optional<Instant> oldest(@Nullable Topic first, @Nullable Topic second) {
    if (first == null || second == null) {
      return Optional.empty();
    }
    return Optional.of(first.newest().isBefore(second.newest()) ? first.newest() : second.newest());
  }

  private static Optional<Instant> newest(@Nullable Topic first, @Nullable Topic second) {
    if (first == null || second == null) {
      return Optional.ofNullable(first == null ? second : first).map(Topic::newest);
    }
    return Optional.of(first.newest().isAfter(second.newest()) ? first.newest() : second.newest());
  }

  /// Returns the sightings of a map from topic kind (`decisions`, `outcomes`).
  Optional<Instant> advance(@Nullable Instant previous, Map<String, Topic> topics, Instant now) {
    return advance(previous, topics.get("decisions"), topics.get("outcomes"), now);
  }
}
