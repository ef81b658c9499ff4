package io.quittance.e2e.faults.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a process of a service differs from the others.
///
/// @param home the built tree that it runs from; null for this one
/// @param environment environment variables by name
/// @param settings configuration by key
/// @param dataDirectory where it keeps its files; null for the usual one
public record Launch(
    @Nullable Path home,
    Map<String, String> environment,
    Map<String, String> settings,
    @Nullable Path dataDirectory) {

  /// Like all others.
  public static final Launch ORDINARY = new Launch(null, Map.of(), Map.of(), null);

  public Launch {
    environment = Map.copyOf(environment);
    settings = Map.copyOf(settings);
  }

  /// Returns a launch with one more setting.
  public Launch with(String key, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(key, value);
    return new Launch(home, environment, more, dataDirectory);
  }

  /// Returns a launch with other environment variables.
  public Launch withEnvironment(Map<String, String> variables) {
    return new Launch(home, variables, settings, dataDirectory);
  }

  /// Returns a launch from another built tree.
  public Launch from(Path builtTree) {
    return new Launch(builtTree, environment, settings, dataDirectory);
  }

  /// Returns a launch with its files in a directory.
  public Launch in(Path directory) {
    return new Launch(home, environment, settings, directory);
  }
}
