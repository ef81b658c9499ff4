package io.quittance.registry.catalog;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Every query of the catalogue. Methods work in the caller's session, one at a time.
@Singleton
public final class CatalogRepository {

  /// The caller's model.
  ///
  /// @return fails with [Refusal] `model-not-found`
  public Uni<Model> model(Mutiny.Session session, String tenant, String name) {
    return byName(session, tenant, name)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(CatalogRepository::noModel);
  }

  /// The caller's model with its row locked until the transaction ends: the state read after this
  /// is the state that a change will meet.
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

  /// Makes the model unless it is there.
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

  /// A version of a model.
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
        .failWith(() -> Refusal.notFound("version-not-found", "There is no such version"));
  }

  /// The version registered with this bundle, if there is one.
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

  /// Newest first.
  ///
  /// @param states those asked for
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

  /// The latest evaluation of this evidence, if there is one.
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

  /// The approvals of the evaluation that counts, oldest first.
  public Uni<List<Approval>> approvals(Mutiny.Session session, ModelVersion version) {
    return session
        .createQuery("from Approval where evaluationId = ?1 order by id", Approval.class)
        .setParameter(1, version.evaluationId())
        .getResultList();
  }

  /// The steps of a version's life, oldest first.
  public Uni<List<Transition>> transitions(Mutiny.Session session, ModelVersion version) {
    return session
        .createQuery("from Transition where versionId = ?1 order by id", Transition.class)
        .setParameter(1, version.id())
        .getResultList();
  }

  /// The aliases that are held now.
  public Uni<List<AliasPeriod>> aliases(Mutiny.Session session, List<Long> modelIds) {
    return session
        .createQuery(
            "from AliasPeriod where modelId in (?1) and until is null order by alias",
            AliasPeriod.class)
        .setParameter(1, modelIds)
        .getResultList();
  }

  /// Who holds an alias now, if anybody does.
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

  /// Who was champion at an instant of the registry's clock, if anybody was.
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

  /// State and number of versions, over all tenants.
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
    return Refusal.notFound("model-not-found", "There is no such model");
  }
}
