package io.quittance.registry.promotion;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.registry.Refusal;
import io.quittance.registry.catalog.AliasPeriod;
import io.quittance.registry.catalog.Approval;
import io.quittance.registry.catalog.CatalogRepository;
import io.quittance.registry.catalog.Evaluation;
import io.quittance.registry.catalog.LifecycleEvent;
import io.quittance.registry.catalog.Model;
import io.quittance.registry.catalog.ModelVersion;
import io.quittance.registry.catalog.Transition;
import io.quittance.registry.catalog.VersionState;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// One change of one model, made by one person or program at one instant, under the lock of the
/// model's row. Its methods are the only steps of which changes consist. Not thread-safe; one step
/// at a time.
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

  /// The latest evaluation of this evidence, if there is one.
  Uni<Optional<Evaluation>> evaluation(ModelVersion version, String evidenceSha256) {
    return repository.evaluationOf(session, version, evidenceSha256);
  }

  Uni<List<Approval>> approvals(ModelVersion version) {
    return repository.approvals(session, version);
  }

  /// Fails with `stale` unless this is the champion of now, null meaning that there is none.
  Uni<Optional<AliasPeriod>> requireChampion(@Nullable Integer version) {
    return holder(Alias.CHAMPION)
        .invoke(
            champion -> {
              Integer current = champion.map(AliasPeriod::version).orElse(null);
              if (!Objects.equals(current, version)) {
                throw Refusal.conflict("stale", "The comparison is not with the current champion")
                    .with("champion", current);
              }
            });
  }

  /// Adds a row.
  Uni<Void> add(Object entity) {
    return session.persist(entity).chain(session::flush);
  }

  /// Moves a version along its life and records it.
  Uni<Void> move(ModelVersion version, LifecycleEvent event, String reason) {
    VersionState before = version.state();
    version.on(event);
    return add(new Transition(version, before, event, actor, shortened(reason), at));
  }

  /// Ends a period; the alias is free from now on.
  Uni<Void> end(AliasPeriod period) {
    period.end(at);
    return session.flush();
  }

  /// Begins a period; the alias must be free.
  Uni<Void> begin(Alias alias, ModelVersion version, @Nullable Long beneath) {
    return add(new AliasPeriod(alias, version, at, beneath));
  }

  /// Takes shadow and challenger from a version, if it has them.
  ///
  /// @return whether it had one
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

  /// Takes shadow and challenger from a version that has been rejected, and tells everybody.
  Uni<Void> withdraw(ModelVersion version) {
    return release(version)
        .chain(had -> had ? publish().replaceWithVoid() : Uni.createFrom().voidItem());
  }

  /// Puts the new snapshot of aliases into the outbox.
  ///
  /// @return the revision
  Uni<Long> publish() {
    long revision = model.nextRevision();
    return repository
        .aliases(session, List.of(model.id()))
        .chain(held -> publisher.publish(session, snapshot(revision, held)))
        .replaceWith(revision);
  }

  private ModelLifecycleChanged snapshot(long revision, List<AliasPeriod> held) {
    Map<Alias, VersionRef> aliases =
        held.stream().collect(Collectors.toMap(AliasPeriod::alias, AliasPeriod::reference));
    return new ModelLifecycleChanged(model.tenant(), model.name(), revision, at, aliases);
  }

  private static String shortened(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }
}
