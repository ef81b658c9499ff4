package io.quittance.registry.catalog;

import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.RegistryConfig;
import io.quittance.registry.catalog.Views.ChampionView;
import io.quittance.registry.catalog.Views.Listing;
import io.quittance.registry.catalog.Views.ModelView;
import io.quittance.registry.catalog.Views.Step;
import io.quittance.registry.catalog.Views.VersionView;
import io.quittance.registry.catalog.Views.Whole;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.Model;
import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionState;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Reads the catalogue. For a tenant only its own models exist.
@Singleton
public final class ReadCatalog {

  private final Mutiny.SessionFactory sessions;
  private final CatalogRepository repository;
  private final LifecycleSnapshots snapshots;
  private final int requiredApprovals;

  ReadCatalog(
      Mutiny.SessionFactory sessions,
      CatalogRepository repository,
      LifecycleSnapshots snapshots,
      RegistryConfig config) {
    this.sessions = sessions;
    this.repository = repository;
    this.snapshots = snapshots;
    this.requiredApprovals = config.requiredApprovals();
  }

  Uni<Listing<ModelView>> models(Caller caller, Page page) {
    return sessions.withSession(
        session ->
            repository
                .models(session, caller.tenant(), page)
                .chain(models -> viewed(session, models))
                .chain(
                    views ->
                        repository
                            .countModels(session, caller.tenant())
                            .map(n -> new Listing<>(views, page.number(), page.size(), n))));
  }

  Uni<ModelView> model(Caller caller, String name) {
    return of(caller, name, (session, model) -> viewed(session, List.of(model)))
        .map(List::getFirst);
  }

  Uni<Listing<VersionView>> versions(
      Caller caller, String name, List<VersionState> states, Page page) {
    return of(
        caller,
        name,
        (session, model) ->
            repository
                .versions(session, model, states, page)
                .chain(versions -> viewed(session, model, versions))
                .chain(
                    views ->
                        repository
                            .countVersions(session, model, states)
                            .map(n -> new Listing<>(views, page.number(), page.size(), n))));
  }

  /// Returns everything recorded about a version.
  public Uni<VersionView> version(Caller caller, String name, int version) {
    return of(
            caller,
            name,
            (session, model) ->
                repository
                    .version(session, model, version)
                    .chain(found -> viewed(session, model, List.of(found))))
        .map(List::getFirst);
  }

  Uni<Whole<Step>> history(Caller caller, String name, int version) {
    return of(
            caller,
            name,
            (session, model) ->
                repository
                    .version(session, model, version)
                    .chain(found -> repository.transitions(session, found)))
        .map(steps -> new Whole<>(steps.stream().map(Step::of).toList()));
  }

  Uni<ModelLifecycleChanged> lifecycle(Caller caller, String name) {
    return sessions.withTransaction(
        session ->
            repository
                .stableModel(session, caller.tenant(), name)
                .chain(model -> snapshots.of(session, model)));
  }

  /// @param at null for the present champion
  Uni<ChampionView> champion(Caller caller, String name, @Nullable Instant at) {
    return of(
        caller,
        name,
        (session, model) ->
            period(session, model, at)
                .map(
                    period -> ChampionView.of(model, period.orElseThrow(ReadCatalog::noChampion))));
  }

  /// Reads something of one model of the caller's tenant.
  private <T> Uni<T> of(
      Caller caller, String name, BiFunction<Mutiny.Session, Model, Uni<T>> reading) {
    return sessions.withSession(
        session ->
            repository
                .model(session, caller.tenant(), name)
                .chain(model -> reading.apply(session, model)));
  }

  private Uni<Optional<AliasPeriod>> period(
      Mutiny.Session session, Model model, @Nullable Instant at) {
    return at == null
        ? repository.holder(session, model, Alias.CHAMPION)
        : repository.championAt(session, model, at);
  }

  private static Refusal noChampion() {
    return Refusal.notFound("no-champion", "The model has no champion at that time");
  }

  private Uni<List<ModelView>> viewed(Mutiny.Session session, List<Model> models) {
    return repository
        .aliases(session, models.stream().map(Model::id).toList())
        .map(held -> models.stream().map(model -> ModelView.of(model, held)).toList());
  }

  private Uni<List<VersionView>> viewed(
      Mutiny.Session session, Model model, List<ModelVersion> versions) {
    return repository
        .aliases(session, List.of(model.id()))
        .chain(
            held ->
                Multi.createFrom()
                    .iterable(versions)
                    .onItem()
                    .transformToUniAndConcatenate(v -> viewed(session, model, v, held))
                    .collect()
                    .asList());
  }

  private Uni<VersionView> viewed(
      Mutiny.Session session, Model model, ModelVersion version, List<AliasPeriod> held) {
    if (!version.isEvaluated()) {
      return Uni.createFrom()
          .item(VersionView.of(model, version, null, List.of(), held, requiredApprovals));
    }
    return repository
        .evaluation(session, version)
        .chain(
            evaluation ->
                repository
                    .approvals(session, version)
                    .map(
                        yes ->
                            VersionView.of(
                                model, version, evaluation, yes, held, requiredApprovals)));
  }
}
