package io.quittance.feedback.outcome;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/// Numbers of the feature schemas, made on first sight in a transaction of their own.
@ApplicationScoped
class FeatureSchemas {

  private static final int MOST = 1_000;

  private final Mutiny.SessionFactory sessions;
  private final Map<FeatureSchema, Integer> ids = new ConcurrentHashMap<>();

  FeatureSchemas(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /// The ids of all these schemas, at least.
  Uni<Map<FeatureSchema, Integer>> ids(Collection<FeatureSchema> schemas) {
    Set<FeatureSchema> missing =
        schemas.stream().filter(schema -> !ids.containsKey(schema)).collect(Collectors.toSet());
    if (missing.isEmpty()) {
      return Uni.createFrom().item(ids);
    }
    if (ids.size() > MOST) {
      ids.clear();
      missing.addAll(schemas);
    }
    return Multi.createFrom()
        .iterable(missing)
        .onItem()
        .transformToUniAndConcatenate(this::id)
        .collect()
        .last()
        .replaceWith(ids);
  }

  private Uni<Integer> id(FeatureSchema schema) {
    return sessions
        .withStatelessTransaction(
            session ->
                session
                    .createNativeQuery(
                        "insert into feedback.feature_schema (digest, names, versions) values"
                            + " (?1, cast(?2 as text[]), cast(cast(?3 as text[]) as integer[]))"
                            + " on conflict (digest) do nothing")
                    .setParameter(1, schema.digest())
                    .setParameter(2, schema.names().toArray(String[]::new))
                    .setParameter(3, TextColumn.of(schema.versions(), version -> version))
                    .executeUpdate()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(
                                    "select id from feedback.feature_schema where digest = ?1",
                                    Integer.class)
                                .setParameter(1, schema.digest())
                                .getSingleResult()))
        .invoke(id -> ids.put(schema, id));
  }
}
