package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The aliases of a model changed. Holds the full snapshot of the aliases, so that compaction of
/// the topic loses nothing.
///
/// @param revision increases by one with each change of this model; 0 to 10¹⁵
/// @param changedAt by the registry's clock
/// @param incarnation of the registry that published it, 0 to 253402300799999; a registry that was
///   restored from a backup begins a greater one, because its revisions go back. Null in snapshots
///   of registries that knew none
public record ModelLifecycleChanged(
    String tenant,
    String model,
    long revision,
    Instant changedAt,
    Map<Alias, VersionRef> aliases,
    @Nullable Long incarnation) {

  /// The year 9999 in milliseconds since 1970; after every incarnation another one can begin.
  private static final long MAX_INCARNATION = 253_402_300_799_999L;

  /// After every revision another one can follow.
  private static final long MAX_REVISION = 1_000_000_000_000_000L;

  public ModelLifecycleChanged {
    Check.id("tenant", tenant);
    Check.id("model", model);
    Check.instant("changedAt", changedAt);
    aliases = Map.copyOf(Check.required("aliases", aliases));
    if (revision < 0 || revision > MAX_REVISION) {
      throw new InvalidEventException(
          "out-of-range",
          "revision",
          "revision must lie in [0, " + MAX_REVISION + "], was " + revision);
    }
    if (incarnation != null && (incarnation < 0 || incarnation > MAX_INCARNATION)) {
      throw new InvalidEventException(
          "out-of-range",
          "incarnation",
          "incarnation must lie in [0, " + MAX_INCARNATION + "], was " + incarnation);
    }
  }

  /// Returns the place of this snapshot among those of its model. Readers ignore one that is not
  /// after the one they know.
  public Order order() {
    return new Order(incarnation == null ? 0 : incarnation, revision);
  }

  /// Returns the times that lie in the past by their meaning, by the name of their field. Where a
  /// snapshot enters, they are compared with the clock.
  public Map<String, Instant> pastTimes() {
    return Map.of("changedAt", changedAt);
  }

  /// Returns the version that serves; empty when none does.
  public Optional<VersionRef> champion() {
    return Optional.ofNullable(aliases.get(Alias.CHAMPION));
  }

  /// Orders the snapshots of a model: by the incarnation of the registry, then by revision. No
  /// incarnation is the oldest one, 0.
  public record Order(long incarnation, long revision) implements Comparable<Order> {

    private static final Comparator<Order> NATURAL =
        Comparator.comparingLong(Order::incarnation).thenComparingLong(Order::revision);

    @Override
    public int compareTo(Order other) {
      return NATURAL.compare(this, other);
    }

    public boolean isAfter(Order other) {
      return compareTo(other) > 0;
    }

    @Override
    public String toString() {
      return incarnation + "/" + revision;
    }
  }

  /// A role that a version can have.
  public enum Alias {
    @JsonProperty("champion")
    CHAMPION,
    @JsonProperty("challenger")
    CHALLENGER,
    @JsonProperty("shadow")
    SHADOW
  }

  /// A version, and the SHA-256 digest of its bundle.
  public record VersionRef(int version, String artifactSha256) {

    public VersionRef {
      Check.range("version", version, 1, Integer.MAX_VALUE);
      Check.id("artifactSha256", artifactSha256);
    }
  }
}
