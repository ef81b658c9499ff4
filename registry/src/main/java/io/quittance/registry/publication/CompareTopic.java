package io.quittance.registry.publication;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.messaging.lifecycle.LifecycleReader;
import io.quittance.messaging.lifecycle.SignedSnapshot;
import io.quittance.messaging.lifecycle.SnapshotSigner;
import io.quittance.registry.publication.RegistryState.Published;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Compares the lifecycle topic with the database, first when the topic has been read to its end
/// and then every few seconds. If the database went back to an earlier state, or the topic lost its
/// records, the registry begins a new incarnation and publishes every snapshot; if the topic is
/// only behind, the registry publishes what is missing, and at once what a record that is refused
/// or older has overwritten: compaction would remove the newest snapshot. Records that the registry
/// did not sign count for nothing here. Several processes do no harm: what is published twice is
/// equal, and of two incarnations the greater one wins.
@Singleton
final class CompareTopic {

  private static final Logger LOG = Logger.getLogger(CompareTopic.class);

  private final LifecycleReader reader;
  private final StateRepository states;
  private final PublishSnapshots snapshots;
  private final SnapshotSigner signer;
  private final Clock clock;
  private final MeterRegistry metrics;

  /// What was missing when it was last compared; null before the first comparison. A record may
  /// just be on its way, so only what is missing twice in succession is published again, except at
  /// the start.
  private volatile @Nullable Set<String> missing;

  private volatile boolean readToItsEnd;

  CompareTopic(
      LifecycleReader reader,
      StateRepository states,
      PublishSnapshots snapshots,
      SnapshotSigner signer,
      Clock clock,
      MeterRegistry metrics) {
    this.reader = reader;
    this.states = states;
    this.snapshots = snapshots;
    this.signer = signer;
    this.clock = clock;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    reader.start(_ -> {}, () -> {}).subscribe().with(_ -> readToItsEnd = true);
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> compare() {
    if (!readToItsEnd) {
      return Uni.createFrom().voidItem();
    }
    Set<String> overwritten = reader.overwritten();
    Map<String, SignedSnapshot> told = reader.snapshots();
    Map<String, ModelLifecycleChanged> topic = new HashMap<>();
    told.forEach((key, snapshot) -> topic.put(key, snapshot.change()));
    return states
        .read(topic)
        .chain(state -> repair(state, overwritten, signedOtherwise(told)))
        .replaceWithVoid();
  }

  /// Returns the keys of the snapshots that an earlier key of the registry signed.
  private Set<String> signedOtherwise(Map<String, SignedSnapshot> told) {
    return told.entrySet().stream()
        .filter(entry -> !entry.getValue().envelope().keyId().equals(signer.keyId()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Uni<Integer> repair(
      RegistryState state, Set<String> overwritten, Set<String> signedOtherwise) {
    Set<String> behind = state.behind();
    Set<String> due = new HashSet<>(behind);
    Set<String> before = missing;
    if (before != null) {
      due.retainAll(before);
    }
    boolean first = before == null;
    missing = behind;
    if (state.restored().isPresent()) {
      return beginIncarnation(state, state.restored().get());
    }
    if (due.stream().anyMatch(state.absent()::contains)) {
      return beginIncarnation(
          state,
          "the topic has no snapshot, signed with a trusted key, of " + named(state.absent()));
    }
    Set<String> again = state.published(overwritten);
    again.removeAll(due);
    Set<String> renewed = first ? state.published(signedOtherwise) : Set.of();
    warn("is behind", due);
    warn("ends with refused or older records", again);
    warn("has signatures of an earlier key", renewed);
    return publish(state, due, "behind")
        .chain(() -> publish(state, again, "overwritten"))
        .chain(() -> publish(state, renewed, "key"));
  }

  private static void warn(String what, Set<String> keys) {
    if (!keys.isEmpty()) {
      LOG.warnf(
          "The lifecycle topic %s for %s: publishing the present snapshots", what, named(keys));
    }
  }

  private Uni<Integer> beginIncarnation(RegistryState state, String cause) {
    long number = state.next(clock.millis());
    LOG.errorf(
        "The database and the lifecycle topic disagree: %s. Incarnation %d of the registry begins;"
            + " it publishes all %d snapshots, and what earlier ones published no longer counts."
            + " If the database was not restored and the topic not lost, another registry writes"
            + " to this topic: stop it",
        cause, number, state.models().size());
    return states
        .begin(number, cause)
        .chain(() -> publish(state, state.models().keySet(), "incarnation"));
  }

  private Uni<Integer> publish(RegistryState state, Set<String> keys, String cause) {
    List<Long> ids =
        keys.stream()
            .map(key -> Objects.requireNonNull(state.models().get(key)))
            .map(Published::id)
            .sorted()
            .toList();
    return snapshots
        .publish(ids)
        .invoke(
            published ->
                metrics
                    .counter("quittance.lifecycle.publications", "cause", cause)
                    .increment(published));
  }

  private static String named(Set<String> keys) {
    List<String> first = keys.stream().sorted().limit(5).toList();
    int more = keys.size() - first.size();
    return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
  }
}
