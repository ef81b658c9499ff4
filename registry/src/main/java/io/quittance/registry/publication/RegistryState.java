package io.quittance.registry.publication;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.Order;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the database and the lifecycle topic say of the same models, compared. The topic must have
/// been read before the database, since nothing is published that was not committed. Immutable.
///
/// @param incarnation the present one of the database
/// @param models what the database says, by the key of the model's record
/// @param waiting keys of records in the outbox
/// @param topic the newest snapshot of each model that is signed with a trusted key, by key
record RegistryState(
    long incarnation,
    Map<String, Published> models,
    Set<String> waiting,
    Map<String, ModelLifecycleChanged> topic) {

  RegistryState {
    models = Map.copyOf(models);
    waiting = Set.copyOf(waiting);
    topic = Map.copyOf(topic);
  }

  /// A model whose aliases have changed at least once.
  record Published(
      long id, String tenant, String name, long revision, Map<Alias, VersionRef> aliases) {

    Published {
      aliases = Map.copyOf(aliases);
    }
  }

  /// Returns why the database must have gone back to an earlier state; empty when nothing says so.
  Optional<String> restored() {
    for (Map.Entry<String, ModelLifecycleChanged> entry : topic.entrySet()) {
      ModelLifecycleChanged told = entry.getValue();
      Published model = models.get(entry.getKey());
      if (model == null) {
        if (told.order().incarnation() >= incarnation) {
          return Optional.of(
              "the topic has snapshot %s of model %s, of which the database has none"
                  .formatted(told.order(), entry.getKey()));
        }
      } else if (told.order().isAfter(order(model))) {
        return Optional.of(
            "the topic has snapshot %s of model %s, the database %s"
                .formatted(told.order(), entry.getKey(), order(model)));
      } else if (told.order().equals(order(model)) && !told.aliases().equals(model.aliases())) {
        return Optional.of(
            "snapshot %s of model %s has other aliases on the topic than in the database"
                .formatted(told.order(), entry.getKey()));
      }
    }
    return Optional.empty();
  }

  /// Returns the keys of the models of which the topic has nothing, and nothing is on its way.
  Set<String> absent() {
    Set<String> absent = new HashSet<>(models.keySet());
    absent.removeAll(topic.keySet());
    absent.removeAll(waiting);
    return absent;
  }

  /// Returns the keys of the models of which the topic has an earlier snapshot than the present
  /// one, or none, and nothing is on its way.
  Set<String> behind() {
    Set<String> behind = new HashSet<>();
    models.forEach(
        (key, model) -> {
          ModelLifecycleChanged told = topic.get(key);
          if ((told == null || order(model).isAfter(told.order())) && !waiting.contains(key)) {
            behind.add(key);
          }
        });
    return behind;
  }

  /// Returns those of the keys whose models the database has and nothing of which is on its way.
  Set<String> published(Set<String> keys) {
    Set<String> published = new HashSet<>(keys);
    published.retainAll(models.keySet());
    published.removeAll(waiting);
    return published;
  }

  /// Returns a number for a new incarnation, above all that are known here.
  long next(long now) {
    long known = incarnation;
    for (ModelLifecycleChanged told : topic.values()) {
      known = Math.max(known, told.order().incarnation());
    }
    return Math.max(now, known + 1);
  }

  private Order order(Published model) {
    return new Order(incarnation, model.revision());
  }
}
