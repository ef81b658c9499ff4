package io.quittance.registry.catalog;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.version.AliasPeriod;
import io.quittance.registry.version.Approval;
import io.quittance.registry.version.Evaluation;
import io.quittance.registry.version.Model;
import io.quittance.registry.version.ModelVersion;
import io.quittance.registry.version.VersionState;
import io.quittance.registry.version.VersionTransition;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Runs every query of the catalogue, in the caller's session and one at a time.
@Singleton
public final class CatalogRepository {

  /// Returns a model of the caller's tenant.
  ///
  /// @return fails with [Refusal] `model-not-found`
  public Uni<Model> model(Mutiny.Session session, String tenant, String name) {
    return byName(session, tenant, name)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(CatalogRepository::noModel);
  }

  /// Returns a model of the caller's tenant and locks its row until the transaction ends, so that
  /// the state read afterwards is the state that a change meets.
  ///
  /// @return fails with [Refusal] `model-not-found`
  public Uni<Model> lockedModel(Mutiny.Session session, String tenant, String name) {
    return byName(session, tenant, name)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(CatalogRepository::noModel);
  }

  /// Returns a model by its id and locks its row until the transaction ends.
  public Uni<Model> lockedModel(Mutiny.Session session, long id) {
    return session.find(Model.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  /// Returns the ids of a tenant's models whose aliases have ever changed.
  public Uni<List<Long>> publishedIds(Mutiny.Session session, String tenant) {
    return session
        .createQuery(
            "select id from Model where tenant = ?1 and revision > 0 order by id", Long.class)
        .setParameter(1, tenant)
        .getResultList();
  }

  /// Returns a model and locks its row against changes until the transaction ends.
  ///
  /// @return fails with [Refusal] `model-not-found`
  public Uni<Model> stableModel(Mutiny.Session session, String tenant, String name) {
    return byName(session, tenant, name)
        .setLockMode(LockModeType.PESSIMISTIC_READ)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(CatalogRepository::noModel);
  }

  /// Creates the model if it does not exist.
  public Uni<Void> ensureModel(Mutiny.Session session, String tenant, String name, Instant now) {
    return session
        .createNativeQuery(
            "insert into registry.model (tenant, name, revision, last_version, created_at,"
                + " changed_at) values (?1, ?2, 0, 0, ?3, ?3) on conflict (tenant, name) do"
                + " nothing")
        .setParameter(1, tenant)
        .setParameter(2, name)
        .setParameter(3, now)
        .executeUpdate()
        .replaceWithVoid();
  }

  public Uni<List<Model>> models(Mutiny.Session session, String tenant, Page page) {
    return session
        .createQuery("from Model where tenant = ?1 order by name", Model.class)
        .setParameter(1, tenant)
        .setFirstResult(page.first())
        .setMaxResults(page.size())
        .getResultList();
  }

  public Uni<Long> countModels(Mutiny.Session session, String tenant) {
    return session
        .createQuery("select count(*) from Model where tenant = ?1", Long.class)
        .setParameter(1, tenant)
        .getSingleResult();
  }

  /// Returns a version of a model.
  ///
  /// @return fails with [Refusal] `version-not-found`
  public Uni<ModelVersion> version(Mutiny.Session session, Model model, int version) {
    return session
        .createQuery("from ModelVersion where modelId = ?1 and version = ?2", ModelVersion.class)
        .setParameter(1, model.id())
        .setParameter(2, version)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound("version-not-found", "The model has no such version"));
  }

  /// Returns the version registered with a bundle; empty when there is none.
  public Uni<Optional<ModelVersion>> versionOf(
      Mutiny.Session session, Model model, String artifactSha256) {
    return session
        .createQuery(
            "from ModelVersion where modelId = ?1 and artifactSha256 = ?2", ModelVersion.class)
        .setParameter(1, model.id())
        .setParameter(2, artifactSha256)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /// Returns versions, newest first.
  ///
  /// @param states states to include
  public Uni<List<ModelVersion>> versions(
      Mutiny.Session session, Model model, List<VersionState> states, Page page) {
    return session
        .createQuery(
            "from ModelVersion where modelId = ?1 and state in (?2) order by version desc",
            ModelVersion.class)
        .setParameter(1, model.id())
        .setParameter(2, states)
        .setFirstResult(page.first())
        .setMaxResults(page.size())
        .getResultList();
  }

  public Uni<Long> countVersions(Mutiny.Session session, Model model, List<VersionState> states) {
    return session
        .createQuery(
            "select count(*) from ModelVersion where modelId = ?1 and state in (?2)", Long.class)
        .setParameter(1, model.id())
        .setParameter(2, states)
        .getSingleResult();
  }

  public Uni<Evaluation> evaluation(Mutiny.Session session, ModelVersion version) {
    return session.find(Evaluation.class, version.evaluationId());
  }

  /// Returns the latest evaluation of an evidence file; empty when there is none.
  public Uni<Optional<Evaluation>> evaluationOf(
      Mutiny.Session session, ModelVersion version, String evidenceSha256) {
    return session
        .createQuery(
            "from Evaluation where versionId = ?1 and evidenceSha256 = ?2 order by id desc",
            Evaluation.class)
        .setParameter(1, version.id())
        .setParameter(2, evidenceSha256)
        .setMaxResults(1)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /// Returns the approvals of the latest evaluation, oldest first; none before there is one.
  public Uni<List<Approval>> approvals(Mutiny.Session session, ModelVersion version) {
    if (!version.isEvaluated()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createQuery("from Approval where evaluationId = ?1 order by id", Approval.class)
        .setParameter(1, version.evaluationId())
        .getResultList();
  }

  /// Returns the transitions of a version, oldest first.
  public Uni<List<VersionTransition>> transitions(Mutiny.Session session, ModelVersion version) {
    return session
        .createQuery(
            "from VersionTransition where versionId = ?1 order by id", VersionTransition.class)
        .setParameter(1, version.id())
        .getResultList();
  }

  /// Returns the current alias periods of models.
  public Uni<List<AliasPeriod>> aliases(Mutiny.Session session, List<Long> modelIds) {
    return session
        .createQuery(
            "from AliasPeriod where modelId in (?1) and until is null order by alias",
            AliasPeriod.class)
        .setParameter(1, modelIds)
        .getResultList();
  }

  /// Returns the current period of an alias; empty when no version holds it.
  public Uni<Optional<AliasPeriod>> holder(Mutiny.Session session, Model model, Alias alias) {
    return session
        .createQuery(
            "from AliasPeriod where modelId = ?1 and alias = ?2 and until is null",
            AliasPeriod.class)
        .setParameter(1, model.id())
        .setParameter(2, alias)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /// Returns the champion period at an instant of the registry's clock; empty when there was none.
  public Uni<Optional<AliasPeriod>> championAt(Mutiny.Session session, Model model, Instant at) {
    return session
        .createQuery(
            "from AliasPeriod where modelId = ?1 and alias = ?2 and since <= ?3 and (until is"
                + " null or until > ?3) order by id desc",
            AliasPeriod.class)
        .setParameter(1, model.id())
        .setParameter(2, Alias.CHAMPION)
        .setParameter(3, at)
        .setMaxResults(1)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /// Returns when an alias of a model last changed; when the model was created if none ever did.
  public Uni<Instant> aliasesChangedAt(Mutiny.Session session, Model model) {
    return session
        .createQuery(
            "select max(coalesce(until, since)) from AliasPeriod where modelId = ?1", Instant.class)
        .setParameter(1, model.id())
        .getSingleResultOrNull()
        .map(at -> at == null ? model.createdAt() : at);
  }

  /// Returns the number of the present incarnation of the registry.
  public Uni<Long> incarnation(Mutiny.Session session) {
    return session
        .createNativeQuery("select max(number) from registry.incarnation", Long.class)
        .getSingleResult();
  }

  /// Returns each state with its number of versions, over all tenants.
  public Uni<List<Object[]>> countByState(Mutiny.Session session) {
    return session
        .createQuery("select state, count(*) from ModelVersion group by state", Object[].class)
        .getResultList();
  }

  private static Mutiny.SelectionQuery<Model> byName(
      Mutiny.Session session, String tenant, String name) {
    return session
        .createQuery("from Model where tenant = ?1 and name = ?2", Model.class)
        .setParameter(1, tenant)
        .setParameter(2, name);
  }

  private static Refusal noModel() {
    return Refusal.notFound("model-not-found", "The tenant has no such model");
  }
}
