package io.quittance.retraining.job;

import io.quittance.messaging.lease.Lease;
import io.quittance.messaging.lease.Leases;
import io.quittance.retraining.lifecycle.JobEvent;
import io.quittance.retraining.lifecycle.JobState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/// Stores jobs and their history. Each call is a transaction of its own. What the worker writes is
/// stored only while it holds its lease; otherwise a call fails with [LostLeaseException].
@Singleton
final class JobRepository {

  private static final Set<JobState> FINAL =
      Stream.of(JobState.values())
          .filter(JobState::isFinal)
          .collect(Collectors.toUnmodifiableSet());

  private final Mutiny.SessionFactory sessions;
  private final String fence;

  JobRepository(Mutiny.SessionFactory sessions, Leases leases) {
    this.sessions = sessions;
    this.fence = leases.fence();
  }

  /// Stores a new job. Returns false, and changes nothing, when a job with this id exists.
  Uni<Boolean> add(Job job) {
    return sessions.withTransaction(
        session ->
            session
                .find(Job.class, job.id)
                .chain(
                    known ->
                        known == null
                            ? session
                                .persistAll(
                                    job,
                                    new JobTransition(
                                        job.id, job.state(), job.createdAt, job.message))
                                .replaceWith(true)
                            : Uni.createFrom().item(false)));
  }

  /// Returns a job if it belongs to the tenant.
  Uni<Optional<Job>> find(String tenant, UUID id) {
    return sessions.withSession(
        session ->
            session
                .find(Job.class, id)
                .map(job -> Optional.ofNullable(job).filter(found -> found.tenant.equals(tenant))));
  }

  /// Returns the states that a job entered, oldest first.
  Uni<List<JobTransition>> history(UUID id) {
    return sessions.withSession(
        session ->
            session
                .createSelectionQuery(
                    "from JobTransition where jobId = ?1 order by id", JobTransition.class)
                .setParameter(1, id)
                .getResultList());
  }

  /// Returns a page of a tenant's jobs, newest first.
  Uni<List<Job>> list(String tenant, int page, int size) {
    return sessions.withSession(
        session ->
            session
                .createSelectionQuery(
                    "from Job where tenant = ?1 order by createdAt desc, id", Job.class)
                .setParameter(1, tenant)
                .setFirstResult(page * size)
                .setMaxResults(size)
                .getResultList());
  }

  Uni<Long> count(String tenant) {
    return sessions.withSession(
        session ->
            session
                .createSelectionQuery("select count(*) from Job where tenant = ?1", Long.class)
                .setParameter(1, tenant)
                .getSingleResult());
  }

  /// Returns the job to run next: a started job before a queued one, then the oldest.
  Uni<Optional<Job>> nextDue(Instant now) {
    return sessions.withSession(
        session ->
            session
                .createSelectionQuery(
                    "from Job where state not in ?1 and (nextAttemptAt is null or nextAttemptAt <= ?2)"
                        + " order by case when state = ?3 then 1 else 0 end, createdAt, id",
                    Job.class)
                .setParameter(1, FINAL)
                .setParameter(2, now)
                .setParameter(3, JobState.QUEUED)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(Optional::ofNullable));
  }

  /// Applies an event and records the state entered in the job's history. An event that was stored
  /// at that instant already is not applied again.
  ///
  /// @param change applied to the job after the event
  /// @return the state entered; fails with [RefusedTransitionException], and changes nothing, when
  ///   the event is refused in the stored state
  Uni<JobState> apply(
      Lease lease, UUID id, JobEvent event, String detail, Instant now, Consumer<Job> change) {
    return fenced(
        lease,
        session ->
            session
                .find(Job.class, id)
                .chain(
                    job -> {
                      if (job.isSince(now)) {
                        return Uni.createFrom().item(job.state());
                      }
                      JobState entered = job.apply(event, detail, now);
                      change.accept(job);
                      return session
                          .persist(new JobTransition(id, entered, now, detail))
                          .replaceWith(entered);
                    }));
  }

  /// Changes a job without an event and returns it.
  Uni<Job> change(Lease lease, UUID id, Consumer<Job> change) {
    return fenced(lease, session -> session.find(Job.class, id).invoke(change));
  }

  private <T> Uni<T> fenced(Lease lease, Function<Mutiny.Session, Uni<T>> writing) {
    return sessions.withTransaction(
        session ->
            session
                .createNativeQuery(fence, String.class)
                .setParameter(1, lease.name())
                .setParameter(2, lease.term())
                .getSingleResultOrNull()
                .chain(
                    held ->
                        held == null
                            ? Uni.createFrom().failure(new LostLeaseException(lease))
                            : writing.apply(session)));
  }
}
