package io.quittance.feedback.dataset;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/// Data sets asked for.
@ApplicationScoped
class DatasetRepository {

  private final Mutiny.SessionFactory sessions;

  DatasetRepository(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  Uni<Void> insert(Dataset dataset) {
    return sessions.withStatelessTransaction(session -> session.insert(dataset));
  }

  /// Returns a data set of this tenant.
  Uni<Optional<Dataset>> find(String tenant, UUID id) {
    return sessions
        .withStatelessSession(session -> session.get(Dataset.class, id))
        .map(found -> Optional.ofNullable(found).filter(row -> row.tenant.equals(tenant)));
  }

  /// Blocks; worker threads only.
  void ready(UUID id, DatasetFile file, Instant at) {
    change(id, row -> row.ready(file, at));
  }

  /// Blocks; worker threads only.
  void failed(UUID id, String reason) {
    change(id, row -> row.failed(reason));
  }

  /// Blocks; worker threads only.
  void failUnfinished(String reason) {
    await(
        sessions.withStatelessTransaction(
            session ->
                session
                    .createMutationQuery(
                        "update Dataset set state = 'failed', failure = ?1"
                            + " where state = 'building'")
                    .setParameter(1, reason)
                    .executeUpdate()));
  }

  private void change(UUID id, Consumer<Dataset> change) {
    await(
        sessions.withStatelessTransaction(
            session ->
                session
                    .get(Dataset.class, id)
                    .chain(
                        row -> {
                          change.accept(row);
                          return session.update(row);
                        })));
  }

  private static <T> void await(Uni<T> work) {
    try {
      VertxContextSupport.subscribeAndAwait(() -> work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
