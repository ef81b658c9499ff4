package io.quittance.registry.publication;

import io.quittance.messaging.outbox.OutboxRelay;
import io.quittance.registry.catalog.CatalogRepository;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// Publishes lifecycle snapshots that were published before. Each model is a transaction of its own
/// under the lock of its row, so that no snapshot lands on the topic behind a later one, which
/// compaction would then remove.
@Singleton
final class PublishSnapshots {

  private final Mutiny.SessionFactory sessions;
  private final CatalogRepository repository;
  private final LifecyclePublisher publisher;
  private final OutboxRelay relay;

  PublishSnapshots(
      Mutiny.SessionFactory sessions,
      CatalogRepository repository,
      LifecyclePublisher publisher,
      OutboxRelay relay) {
    this.sessions = sessions;
    this.repository = repository;
    this.publisher = publisher;
    this.relay = relay;
  }

  /// Publishes the present snapshots of all models of a tenant whose aliases have ever changed.
  Uni<Publications> ofTenant(Caller caller) {
    return sessions
        .withSession(session -> repository.publishedIds(session, caller.tenant()))
        .chain(this::publish)
        .chain(
            published ->
                sessions
                    .withSession(repository::incarnation)
                    .map(incarnation -> new Publications(incarnation, published)));
  }

  /// Publishes the present snapshots of models, one after the other.
  ///
  /// @return how many
  Uni<Integer> publish(List<Long> modelIds) {
    return Multi.createFrom()
        .iterable(modelIds)
        .onItem()
        .transformToUniAndConcatenate(id -> publish(id).replaceWith(id))
        .collect()
        .asList()
        .map(List::size);
  }

  private Uni<Void> publish(long modelId) {
    return sessions
        .withTransaction(
            session ->
                repository
                    .lockedModel(session, modelId)
                    .chain(model -> publisher.publish(session, model)))
        .invoke(relay::wakeUp);
  }

  /// Response to a request to publish again.
  ///
  /// @param incarnation of the registry, which every snapshot names
  /// @param published number of snapshots that are on their way to the topic
  record Publications(long incarnation, int published) {}
}
