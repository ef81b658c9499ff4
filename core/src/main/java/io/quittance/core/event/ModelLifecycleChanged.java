package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.vocabulary.Check;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The aliases of a model changed. Holds the full snapshot of the aliases, so that compaction of
/// the topic loses nothing.
///
/// @param revision increases by one with each change of this model; readers ignore an older one
/// @param changedAt by the registry's clock
public record ModelLifecycleChanged(
    String tenant, String model, long revision, Instant changedAt, Map<Alias, VersionRef> aliases) {

  public ModelLifecycleChanged {
    Check.id("tenant", tenant);
    Check.id("model", model);
    Check.instant("changedAt", changedAt);
    aliases = Map.copyOf(Check.required("aliases", aliases));
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
