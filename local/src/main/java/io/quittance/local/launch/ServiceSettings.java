package io.quittance.local.launch;

import io.quittance.embedded.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the four services are configured and started on one machine.
///
/// @param layout where they live
/// @param ports where they listen
/// @param overrides configuration by key that wins over what is set here, for every service
public record ServiceSettings(Layout layout, PortMap ports, Map<String, String> overrides) {

  public ServiceSettings {
    overrides = Map.copyOf(overrides);
  }

  /// The configuration of a service by key, sorted.
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
    properties.put("quittance.feedback.url", ports.url(Part.FEEDBACK));
    properties.put("quittance.data-dir", layout.data(service).toString());
    // One process a service on this machine: with a static membership a killed one takes its
    // partitions back at once, instead of waiting for its session to end.
    channel(service)
        .ifPresent(
            channel ->
                properties.put(
                    "mp.messaging.incoming." + channel + ".group.instance.id",
                    service.title() + "-0"));
    // One set of settings for four services: each ignores what it does not know.
    properties.put("smallrye.config.mapping.validate-unknown", "false");
    properties.putAll(overrides);
    return properties;
  }

  private static Optional<String> channel(Part service) {
    return switch (service) {
      case SCORING -> Optional.of("inputs");
      case FEEDBACK -> Optional.of("feedback");
      case RETRAINING -> Optional.of("retraining-requests");
      case KAFKA, POSTGRES, IDENTITY, REGISTRY -> Optional.empty();
    };
  }

  /// How its process is started.
  public ProcessSpec process(Part service) {
    List<String> options = new ArrayList<>();
    options.add(service == Part.RETRAINING ? "-Xmx768m" : "-Xmx256m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
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
