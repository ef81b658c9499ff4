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

  Permits permits();

  Reviews reviews();

  /// The model that serves.
  interface Model {
    /// Its name in the registry.
    @WithDefault("payment-30d")
    String name();

    /// The longest wait before another try to obtain a champion; tries begin at half a second.
    @WithDefault("15s")
    Duration retryAtMost();
  }

  /// The policy packs.
  interface Policy {
    /// Ids of packs, the preferred first: for an account, the first base pack that covers its
    /// jurisdiction and is in force decides, with all overlays that do.
    @WithDefault(
        "us-reg-f,us-ma,us-dc,us-wa,us-ny-nyc,us-fl,ca,ca-on,ca-qc,ca-nb,au,gr,india-rbi,"
            + "india-rbi-microfinance,uk-fca,eu-gdpr,strict")
    List<String> packs();

    /// A directory of further packs: files `*.yaml`, each with its signature in `*.yaml.sig`.
    Optional<Path> directory();

    /// Files with public keys (PEM) whose signatures are accepted beside the project's own.
    Optional<List<Path>> trustedKeys();
  }

  /// The words of the reasons given with a decision.
  interface Reasons {
    /// A language tag such as `en` or `es-MX`; a language without texts stops the start.
    @WithDefault("en")
    String locale();
  }

  /// How models run.
  interface Inference {
    /// Whether ONNX Runtime takes part.
    @WithDefault("auto")
    OnnxRuntimeMode onnxRuntime();
  }

  /// Batches of records.
  interface Batch {
    /// The first wait before a batch is tried again while the database or the broker is away.
    @WithDefault("100ms")
    Duration retryFirst();

    /// The longest such wait.
    @WithDefault("5s")
    Duration retryAtMost();
  }

  /// How attempts are permitted.
  interface Permits {
    /// How long a permit may be used at most; it ends sooner where its lawful window does.
    @WithDefault("10m")
    Duration lifetime();

    /// Tenants whose requests may name the instant to judge at; for all others only the database's
    /// clock counts.
    Optional<Set<String>> simulatedTenants();
  }

  /// What people are asked to look at.
  interface Reviews {
    /// The wait between two looks at the length of the queue.
    @WithDefault("30s")
    Duration countEvery();
  }

  /// Whether ONNX Runtime takes part.
  enum OnnxRuntimeMode {
    /// It checks every forest at load and runs what is no forest; where its library cannot be
    /// loaded, forests serve unchecked and other graphs are refused.
    AUTO,
    /// As `AUTO`, but without its library no model is accepted.
    REQUIRED,
    /// It is never loaded: forests only.
    OFF
  }
}
