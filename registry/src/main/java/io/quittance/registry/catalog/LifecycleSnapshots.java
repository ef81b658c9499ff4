package io.quittance.registry.catalog;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.Model;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/// Reads the present lifecycle snapshot of a model. Equal order means equal bytes: the time of a
/// snapshot is that of the last change of an alias, however often it is published.
@Singleton
public final class LifecycleSnapshots {

  private final CatalogRepository repository;

  LifecycleSnapshots(CatalogRepository repository) {
    this.repository = repository;
  }

  /// Returns the snapshot of a model whose row the session has locked.
  public Uni<ModelLifecycleChanged> of(Mutiny.Session session, Model model) {
    return repository
        .aliases(session, List.of(model.id()))
        .chain(
            held ->
                repository
                    .aliasesChangedAt(session, model)
                    .chain(
                        at ->
                            repository
                                .incarnation(session)
                                .map(incarnation -> snapshot(model, at, held, incarnation))));
  }

  private static ModelLifecycleChanged snapshot(
      Model model, Instant at, List<AliasPeriod> held, long incarnation) {
    Map<Alias, VersionRef> aliases =
        held.stream().collect(Collectors.toMap(AliasPeriod::alias, AliasPeriod::reference));
    return new ModelLifecycleChanged(
        model.tenant(), model.name(), model.revision(), at, aliases, incarnation);
  }
}
