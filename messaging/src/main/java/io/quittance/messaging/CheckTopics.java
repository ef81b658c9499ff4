package io.quittance.messaging;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Stops the start when a topic's name is one that no broker accepts, or two topics have the same:
/// the service would otherwise start and wait for ever, or take one kind of record for another.
@Singleton
public final class CheckTopics {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,245}");

  private final TopicsConfig topics;

  public CheckTopics(TopicsConfig topics) {
    this.topics = topics;
  }

  void start(@Observes StartupEvent event) {
    check();
  }

  /// @throws IllegalArgumentException naming the setting, its value and the rule
  void check() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("account-events", topics.accountEvents());
    names.put("outcomes", topics.outcomes());
    names.put("decisions", topics.decisions());
    names.put("model-lifecycle", topics.modelLifecycle());
    names.put("retraining-requests", topics.retrainingRequests());
    Map<String, String> settings = new HashMap<>();
    names.forEach(
        (setting, name) -> {
          if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                "quittance.topics.%s is '%s': a topic's name is 1 to 245 letters, digits, '.', '_' or '-'"
                    .formatted(setting, name));
          }
          String other = settings.putIfAbsent(name, setting);
          if (other != null) {
            throw new IllegalArgumentException(
                "quittance.topics.%s and quittance.topics.%s both are '%s': each kind of record has a topic of its own"
                    .formatted(other, setting, name));
          }
        });
  }
}
