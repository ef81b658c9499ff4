package io.quittance.messaging.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;

/// Names the keys of lifecycle snapshots.
@ConfigMapping(prefix = "quittance.lifecycle")
public interface LifecycleKeysConfig {

  /// Public keys whose signatures are believed: PEM files, or directories whose files `*.pub` are
  /// read. The same in every service that reads the lifecycle topic.
  @WithDefault(".quittance/keys/lifecycle-key.pub")
  List<Path> trustedKeys();

  /// The private key that the registry signs with, a PEM file in PKCS #8. No other service needs
  /// it.
  @WithDefault(".quittance/keys/lifecycle-key.pem")
  Path signingKey();
}
