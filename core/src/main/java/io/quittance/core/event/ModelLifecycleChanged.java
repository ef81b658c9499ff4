package io.quittance.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.vocabulary.Check;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The full snapshot of a model's aliases after a change, so that a compacted topic loses nothing.
///
/// @param revision grows by one with each change of this model; an older one is ignored
/// @param changedAt the registry's clock
public record ModelLifecycleChanged(
    String tenant, String model, long revision, Instant changedAt, Map<Alias, VersionRef> aliases) {

  public ModelLifecycleChanged {
    Check.id("tenant", tenant);
    Check.id("model", model);
    Check.instant("changedAt", changedAt);
    aliases = Map.copyOf(Check.required("aliases", aliases));
  }

  /// The version that serves, if there is one.
  public Optional<VersionRef> champion() {
    return Optional.ofNullable(aliases.get(Alias.CHAMPION));
  }

  /// A role that a version plays.
  public enum Alias {
    @JsonProperty("champion")
    CHAMPION,
    @JsonProperty("challenger")
    CHALLENGER,
    @JsonProperty("shadow")
    SHADOW
  }

  /// A version and the digest of its bundle.
  public record VersionRef(int version, String artifactSha256) {

    public VersionRef {
      Check.range("version", version, 1, Integer.MAX_VALUE);
      Check.id("artifactSha256", artifactSha256);
    }
  }
}
