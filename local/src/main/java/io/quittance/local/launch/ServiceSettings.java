package io.quittance.local.launch;

import io.quittance.embedded.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Configures and starts the four services and the console on one machine.
///
/// @param layout directories of the platform
/// @param ports ports of the services
/// @param overrides settings by key, for every service, that take precedence over those set here
public record ServiceSettings(Layout layout, PortMap ports, Map<String, String> overrides) {

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public ServiceSettings {
    overrides = Map.copyOf(overrides);
  }

  /// Returns the settings of a service, sorted by key.
  Map<String, String> properties(Part service) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(ports.port(service)));
    properties.put("quarkus.management.host", "127.0.0.1");
    properties.put("quarkus.management.port", Integer.toString(ports.managementPort(service)));
    properties.put("kafka.bootstrap.servers", ports.bootstrapServers());
    properties.put("quarkus.datasource.jdbc.url", ports.jdbcUrl());
    properties.put("quarkus.datasource.reactive.url", ports.reactiveUrl());
    properties.put("quarkus.datasource.username", "quittance");
    properties.put("quarkus.datasource.password", "quittance");
    properties.put("quarkus.oidc.auth-server-url", ports.issuerUrl());
    properties.put("quarkus.oidc-client.auth-server-url", ports.issuerUrl());
    properties.put("quittance.registry.url", ports.url(Part.REGISTRY));
    properties.put("quittance.scoring.url", ports.url(Part.SCORING));
    properties.put("quittance.feedback.url", ports.url(Part.FEEDBACK));
    properties.put("quittance.retraining.url", ports.url(Part.RETRAINING));
    properties.put("quittance.data-dir", layout.data(service).toString());
    properties.put("quittance.lifecycle.trusted-keys", layout.lifecycleKey().known().toString());
    if (service == Part.CONSOLE) {
      properties.put("quittance.console.origin", ports.consoleUrl());
    }
    if (service == Part.REGISTRY) {
      properties.put("quittance.lifecycle.signing-key", layout.lifecycleKey().secret().toString());
    }
    // There is one process per service on this machine. With static membership a process that
    // restarts after a kill gets its partitions back at once, without waiting for the session to
    // end.
    channel(service)
        .ifPresent(
            channel ->
                properties.put(
                    "mp.messaging.incoming." + channel + ".group.instance.id",
                    service.title() + "-0"));
    if (service == Part.RETRAINING) {
      // A training is a process of its own beside the service.
      properties.put("quittance.trainer.heap", "768m");
    }
    // They share one set of settings; each ignores what it does not know.
    properties.put("smallrye.config.mapping.validate-unknown", "false");
    properties.putAll(overrides);
    return properties;
  }

  private static Optional<String> channel(Part service) {
    return switch (service) {
      case SCORING -> Optional.of("inputs");
      case FEEDBACK -> Optional.of("feedback");
      case RETRAINING -> Optional.of("retraining-requests");
      case KAFKA, POSTGRES, IDENTITY, REGISTRY, CONSOLE -> Optional.empty();
    };
  }

  /// Returns how the process of a service is started: from its AOT cache if that is recorded. Makes
  /// the key pair for lifecycle snapshots if the data directory has none.
  public ProcessSpec process(Part service) {
    return process(service, aotCache(service).use());
  }

  /// Returns the AOT cache of a service that is started with these settings.
  AotCache aotCache(Part service) {
    return AotCache.of(layout, service, JVM_OPTIONS);
  }

  /// @param more options of its JVM
  ProcessSpec process(Part service, List<String> more) {
    layout.lifecycleKey().makeIfAbsent();
    List<String> options = new ArrayList<>(JVM_OPTIONS);
    options.addAll(more);
    properties(service).forEach((key, value) -> options.add("-D" + key + "=" + value));
    return ProcessSpec.javaJar(
        "The " + service.title() + " service",
        layout.jar(service),
        options,
        List.of(),
        Map.of("OMP_WAIT_POLICY", "PASSIVE"),
        layout.log(service),
        layout.pidFile(service));
  }
}
