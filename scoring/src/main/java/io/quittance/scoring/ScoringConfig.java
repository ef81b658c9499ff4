package io.quittance.scoring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The settings of scoring. Topics and the outbox are configured by messaging.
@ConfigMapping(prefix = "quittance")
public interface ScoringConfig {

  /// Where verified bundles and the last alias snapshots are kept for a start without the registry.
  @WithDefault(".quittance/scoring")
  Path dataDir();

  Model model();

  Policy policy();

  Reasons reasons();

  Inference inference();

  Batch batch();

  Requests requests();

  Permits permits();

  Reviews reviews();

  Retention retention();

  Publications publications();

  /// The model that serves.
  interface Model {
    /// Its name in the registry.
    @WithDefault("payment-30d")
    String name();

    /// Longest delay before a retry of fetching a champion; the first is half a second.
    @WithDefault("15s")
    Duration retryAtMost();

    /// How long nothing is decided at the start while it is unknown whether there is a champion, or
    /// while a champion is named and no model serves; then rules decide alone. Counted from when
    /// the lifecycle topic has been read to its end.
    @WithDefault("5m")
    Duration waitAtMost();
  }

  /// The policy packs.
  interface Policy {
    /// Ids of packs in order of preference: for an account, the first base pack that covers its
    /// jurisdiction and is in force applies, with all overlays that do.
    @WithDefault(
        "us-reg-f,us-ma,us-dc,us-wa,us-ny-nyc,us-fl,us-ca,us-tx,ca,ca-on,ca-qc,ca-nb,au,gr,"
            + "india-rbi,india-rbi-microfinance,uk-fca,eu-gdpr,de,za,strict")
    List<String> packs();

    /// A directory of further packs: files `*.yaml`, each with its signature in `*.yaml.sig`.
    Optional<Path> directory();

    /// Files with public keys (PEM) whose signatures are accepted in addition to the project's own.
    Optional<List<Path>> trustedKeys();
  }

  /// The texts of the reasons given with a decision.
  interface Reasons {
    /// Language tag such as `en` or `es-MX`; a language without texts fails the start.
    @WithDefault("en")
    String locale();
  }

  /// Execution of models.
  interface Inference {
    /// Whether ONNX Runtime is used.
    @WithDefault("auto")
    OnnxRuntimeMode onnxRuntime();
  }

  /// Batches of records.
  interface Batch {
    /// First delay before a batch is retried while the database or the broker is unreachable.
    @WithDefault("100ms")
    Duration retryFirst();

    /// Longest delay before a retry.
    @WithDefault("5s")
    Duration retryAtMost();
  }

  /// Requests for decisions. Those that come while others are in the database are decided together.
  interface Requests {
    /// Transactions at once.
    @WithDefault("2")
    int transactions();

    /// Most requests of one transaction.
    @WithDefault("64")
    int together();

    /// Most requests that may wait; further ones are answered with 503.
    @WithDefault("2000")
    int waiting();
  }

  /// Contact permits.
  interface Permits {
    /// Longest time for which a permit may be used; it ends earlier if its lawful window does.
    @WithDefault("10m")
    Duration lifetime();

    /// Tenants whose requests may name the instant to judge by; for all others the database's clock
    /// applies.
    Optional<Set<String>> simulatedTenants();
  }

  /// The review queue.
  interface Reviews {
    /// Interval between two readings of the queue's length.
    @WithDefault("30s")
    Duration countEvery();
  }

  /// Decisions that an operator publishes again.
  interface Publications {
    /// The most decisions that one request publishes.
    @WithDefault("500")
    int pageSize();

    /// The most decisions that a process publishes again in a second.
    @WithDefault("1000")
    int perSecond();
  }

  /// How long events and decisions are kept.
  interface Retention {
    /// Whole months of events and decisions older than this are dropped; an older event goes to the
    /// dead letters. At least 31 days, and more than the topics keep. Absent: nothing is dropped.
    Optional<Duration> keep();

    /// Contact permits that were recorded earlier and can no longer be used are removed. Absent:
    /// none is.
    Optional<Duration> keepPermits();

    /// Interval between two runs, which also make the partitions of coming months.
    @WithDefault("1h")
    Duration every();
  }

  /// Whether ONNX Runtime is used.
  enum OnnxRuntimeMode {
    /// It checks every forest at load and runs graphs that are no forest. Where its library cannot
    /// be loaded, forests serve unchecked and other graphs are refused.
    AUTO,
    /// Like `AUTO`, but without its library no model is accepted.
    REQUIRED,
    /// It is never loaded: forests only.
    OFF
  }
}
