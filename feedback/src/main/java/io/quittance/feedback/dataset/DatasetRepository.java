package io.quittance.feedback.dataset;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// Data sets asked for, and the files of those that are ready.
@ApplicationScoped
class DatasetRepository {

  static final int CHUNK_BYTES = 1 << 20;

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

  /// Returns whether the file of a ready data set is still stored.
  Uni<Boolean> hasFile(Dataset dataset) {
    return chunk(dataset, 0).map(Optional::isPresent);
  }

  /// Returns the bytes of a ready data set, a piece whenever the reader wants one; no connection is
  /// held between two pieces. Fails when the file is deleted meanwhile.
  Multi<byte[]> file(Dataset dataset) {
    long bytes = dataset.bytes == null ? 0 : dataset.bytes;
    int chunks = Math.toIntExact((bytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
    return Multi.createFrom()
        .range(0, chunks)
        .onItem()
        .transformToUniAndConcatenate(
            seq ->
                chunk(dataset, seq)
                    .map(
                        found ->
                            found.orElseThrow(
                                () ->
                                    new IllegalStateException(
                                        "data set " + dataset.id + " was deleted meanwhile"))));
  }

  private Uni<Optional<byte[]>> chunk(Dataset dataset, int seq) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(
                    "select bytes from feedback.dataset_chunk"
                        + " where dataset_id = ?1 and term = ?2 and seq = ?3",
                    byte[].class)
                .setParameter(1, dataset.id)
                .setParameter(2, dataset.fileTerm == null ? -1L : dataset.fileTerm)
                .setParameter(3, seq)
                .getResultList()
                .map(rows -> rows.stream().findFirst()));
  }
}
