package io.quittance.registry.promotion;

import io.quittance.messaging.outbox.OutboxRelay;
import io.quittance.registry.catalog.CatalogRepository;
import io.quittance.registry.publication.LifecyclePublisher;
import io.quittance.registry.version.Model;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Runs every change of a model in a transaction that first locks the model's row. Changes of one
/// model therefore happen one after the other, whichever process makes them. Everything that a
/// change writes, the event in the outbox included, is committed together or not at all.
@Singleton
final class ChangeModel {

  private final Mutiny.SessionFactory sessions;
  private final CatalogRepository repository;
  private final LifecyclePublisher publisher;
  private final OutboxRelay relay;
  private final Clock clock;

  ChangeModel(
      Mutiny.SessionFactory sessions,
      CatalogRepository repository,
      LifecyclePublisher publisher,
      OutboxRelay relay,
      Clock clock) {
    this.sessions = sessions;
    this.repository = repository;
    this.publisher = publisher;
    this.relay = relay;
    this.clock = clock;
  }

  /// Changes an existing model.
  <T> Uni<T> existing(Caller caller, String name, Function<ModelChange, Uni<T>> work) {
    return sessions
        .withTransaction(session -> locked(session, caller, name, work))
        .invoke(relay::wakeUp);
  }

  /// Changes a model and creates it first if it does not exist.
  <T> Uni<T> orNew(Caller caller, String name, Function<ModelChange, Uni<T>> work) {
    return sessions
        .withTransaction(
            session ->
                repository
                    .ensureModel(session, caller.tenant(), name, now())
                    .chain(() -> locked(session, caller, name, work)))
        .invoke(relay::wakeUp);
  }

  private <T> Uni<T> locked(
      Mutiny.Session session, Caller caller, String name, Function<ModelChange, Uni<T>> work) {
    return repository
        .lockedModel(session, caller.tenant(), name)
        .chain(model -> work.apply(change(session, model, caller)));
  }

  private ModelChange change(Mutiny.Session session, Model model, Caller caller) {
    Instant at = model.tick(now());
    return new ModelChange(session, repository, publisher, model, caller.subject(), at);
  }

  /// Returns the time in microseconds, as PostgreSQL stores it, so that the answer is what is
  /// stored.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
