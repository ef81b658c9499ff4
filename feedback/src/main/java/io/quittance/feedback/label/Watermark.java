package io.quittance.feedback.label;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes the watermark of a tenant: the minimum, over the partitions, of the newest event time
/// read in each. A partition is left out once it is known to say nothing: everything published to
/// it up to some instant has been stored, and none of the tenant's for the idle time-out before
/// that. Silence alone proves nothing, for a reader that has stopped is silent, too. When all
/// partitions are left out, everything has been read, and the newest time of all counts. Pure.
///
/// @param idle how long a partition must have been silent
/// @param startedAt the wall clock when this process began to watch: no silence is older than it
record Watermark(Duration idle, Instant startedAt) {

  /// What is known of a partition.
  ///
  /// @param newest newest event time stored of the tenant; null when none is
  /// @param seenAt wall clock when a record of the tenant was last stored; null when none was
  /// @param passed all that was published before this instant has been stored; [Instant#MIN] when
  ///   nothing is known
  record Partition(@Nullable Instant newest, @Nullable Instant seenAt, Instant passed) {}

  /// Returns the watermark after these sightings, never before `previous`, never after `latest`;
  /// empty while it is undefined.
  ///
  /// @param latest the latest event time that can be true
  Optional<Instant> advance(
      @Nullable Instant previous, Collection<Partition> partitions, Instant latest) {
    Optional<Instant> reached = reached(partitions);
    if (previous != null && (reached.isEmpty() || reached.get().isBefore(previous))) {
      reached = Optional.of(previous);
    }
    return reached.map(instant -> instant.isAfter(latest) ? latest : instant);
  }

  private Optional<Instant> reached(Collection<Partition> partitions) {
    Instant newest = null;
    Instant bound = null;
    for (Partition partition : partitions) {
      Instant own = partition.newest();
      if (own != null && (newest == null || own.isAfter(newest))) {
        newest = own;
      }
      if (!isSilent(partition)) {
        if (own == null) {
          return Optional.empty();
        }
        bound = bound == null || own.isBefore(bound) ? own : bound;
      }
    }
    return Optional.ofNullable(bound == null ? newest : bound);
  }

  private boolean isSilent(Partition partition) {
    Instant last = startedAt;
    Instant seenAt = partition.seenAt();
    if (seenAt != null && seenAt.isAfter(last)) {
      last = seenAt;
    }
    return !partition.passed().isBefore(last.plus(idle));
  }
}
