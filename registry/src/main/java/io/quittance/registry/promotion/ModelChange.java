package io.quittance.registry.promotion;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.catalog.CatalogRepository;
import io.quittance.registry.gate.GateVerdict;
import io.quittance.registry.publication.LifecyclePublisher;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.Approval;
import io.quittance.registry.version.Evaluation;
import io.quittance.registry.version.LifecycleEvent;
import io.quittance.registry.version.Model;
import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionState;
import io.quittance.registry.version.VersionTransition;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// One change of a model by one person or program, under the lock of the model's row. All changes
/// are made of the steps in this class. Not thread-safe; a step must end before the next one
/// begins.
final class ModelChange {

  private static final int MAX_REASON = 1000;

  private final Mutiny.Session session;
  private final CatalogRepository repository;
  private final LifecyclePublisher publisher;
  private final Model model;
  private final String actor;
  private final Instant at;

  ModelChange(
      Mutiny.Session session,
      CatalogRepository repository,
      LifecyclePublisher publisher,
      Model model,
      String actor,
      Instant at) {
    this.session = session;
    this.repository = repository;
    this.publisher = publisher;
    this.model = model;
    this.actor = actor;
    this.at = at;
  }

  Model model() {
    return model;
  }

  String actor() {
    return actor;
  }

  Instant at() {
    return at;
  }

  Uni<ModelVersion> version(int version) {
    return repository.version(session, model, version);
  }

  Uni<Optional<ModelVersion>> versionOf(String artifactSha256) {
    return repository.versionOf(session, model, artifactSha256);
  }

  Uni<Optional<AliasPeriod>> holder(Alias alias) {
    return repository.holder(session, model, alias);
  }

  Uni<AliasPeriod> period(long id) {
    return session.find(AliasPeriod.class, id);
  }

  Uni<Evaluation> evaluation(ModelVersion version) {
    return repository.evaluation(session, version);
  }

  /// Returns the latest evaluation of an evidence file; empty when there is none.
  Uni<Optional<Evaluation>> evaluation(ModelVersion version, String evidenceSha256) {
    return repository.evaluationOf(session, version, evidenceSha256);
  }

  Uni<List<Approval>> approvals(ModelVersion version) {
    return repository.approvals(session, version);
  }

  /// Fails with `stale` unless a version is the present champion; null stands for no champion.
  Uni<Optional<AliasPeriod>> requireChampion(@Nullable Integer version) {
    return holder(Alias.CHAMPION)
        .invoke(
            champion -> {
              Integer current = champion.map(AliasPeriod::version).orElse(null);
              if (!Objects.equals(current, version)) {
                throw Refusal.conflict(
                        "stale",
                        "The version was compared with another champion than the present one;"
                            + " evaluate it again")
                    .with("champion", current);
              }
            });
  }

  /// Inserts a row.
  Uni<Void> add(Object entity) {
    return session.persist(entity).chain(session::flush);
  }

  /// Records the verdict of the gate on a version as its latest evaluation, and moves the version
  /// on.
  Uni<Evaluation> evaluate(
      ModelVersion version,
      @Nullable Integer comparedWith,
      String evidenceSha256,
      GateVerdict verdict) {
    Evaluation evaluation =
        new Evaluation(version, comparedWith, evidenceSha256, verdict, actor, at);
    LifecycleEvent event =
        verdict.passed() ? LifecycleEvent.GATE_PASSED : LifecycleEvent.GATE_FAILED;
    return add(evaluation)
        .invoke(() -> version.evaluated(evaluation))
        .chain(() -> move(version, event, verdict.explanation()))
        .replaceWith(evaluation);
  }

  /// Applies an event to a version and records the transition.
  Uni<Void> move(ModelVersion version, LifecycleEvent event, String reason) {
    VersionState before = version.state();
    version.on(event);
    return add(new VersionTransition(version, before, event, actor, shortened(reason), at));
  }

  /// Ends a period, which frees the alias.
  Uni<Void> end(AliasPeriod period) {
    period.end(at);
    return session.flush();
  }

  /// Begins a period. The alias must be free.
  Uni<Void> begin(Alias alias, ModelVersion version, @Nullable Long beneath) {
    return add(new AliasPeriod(alias, version, at, beneath));
  }

  /// Removes `shadow` and `challenger` from a version that holds them.
  ///
  /// @return whether it held one
  Uni<Boolean> release(ModelVersion version) {
    return repository
        .aliases(session, List.of(model.id()))
        .chain(
            held -> {
              List<AliasPeriod> minor =
                  held.stream()
                      .filter(period -> period.alias() != Alias.CHAMPION)
                      .filter(period -> period.version() == version.version())
                      .toList();
              minor.forEach(period -> period.end(at));
              return session.flush().replaceWith(!minor.isEmpty());
            });
  }

  /// Removes `shadow` and `challenger` from a rejected version and publishes the change.
  Uni<Void> withdraw(ModelVersion version) {
    return release(version)
        .chain(had -> had ? publish().replaceWithVoid() : Uni.createFrom().voidItem());
  }

  /// Writes the new snapshot of aliases to the outbox.
  ///
  /// @return revision of the event
  Uni<Long> publish() {
    long revision = model.nextRevision();
    return publisher.publish(session, model).replaceWith(revision);
  }

  private static String shortened(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }
}
