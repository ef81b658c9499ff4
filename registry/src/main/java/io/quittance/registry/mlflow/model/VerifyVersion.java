package io.quittance.registry.mlflow.model;

import io.quarkus.scheduler.Scheduled;
import io.quittance.registry.Refusal;
import io.quittance.registry.artifact.ArtifactStore;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.artifact.FileRepository;
import io.quittance.registry.promotion.AdmitCandidate;
import io.quittance.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Verifies the versions that wait for it, one at a time, and admits those that pass to the
/// lifecycle as candidates. A version whose verification a process did not end, or could not, is
/// verified again by any process; after five attempts it counts as failed.
@Singleton
class VerifyVersion {

  private static final Logger LOG = Logger.getLogger(VerifyVersion.class);
  private static final int MAX_ATTEMPTS = 5;
  private static final int MAX_MESSAGE = 1000;
  private static final long WARN_AFTER_SECONDS = 120;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final String CLAIM =
      """
      update registry.mlflow_version v set attempts = attempts + 1, updated_at = $1
      from registry.model m
      where m.id = v.model_id and (v.model_id, v.version) = (
        select p.model_id, p.version from registry.mlflow_version p
        where p.status = 'PENDING_REGISTRATION' and (p.attempts = 0 or p.updated_at < $2)
        order by p.updated_at limit 1 for update skip locked)
      returning m.tenant, m.name, v.*
      """;

  private final Pool pool;
  private final FileRepository files;
  private final ArtifactStore store;
  private final AdmitCandidate admit;
  private final Clock clock;
  private final WorkerExecutor worker;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean wokenMeanwhile = new AtomicBoolean();

  VerifyVersion(
      Pool pool,
      FileRepository files,
      ArtifactStore store,
      AdmitCandidate admit,
      Clock clock,
      Vertx vertx) {
    this.pool = pool;
    this.files = files;
    this.store = store;
    this.admit = admit;
    this.clock = clock;
    this.worker =
        vertx.createSharedWorkerExecutor(
            "registry-mlflow", 1, WARN_AFTER_SECONDS, TimeUnit.SECONDS);
  }

  /// Verifies what other processes left.
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> lookAround() {
    return drain();
  }

  /// Verifies soon what waits. Call after the commit.
  void wakeUp() {
    drain().subscribe().with(_ -> {}, failure -> LOG.warn("Versions wait to be verified", failure));
  }

  private Uni<Void> drain() {
    if (!running.compareAndSet(false, true)) {
      wokenMeanwhile.set(true);
      return Uni.createFrom().voidItem();
    }
    wokenMeanwhile.set(false);
    return next()
        .onTermination()
        .invoke(() -> running.set(false))
        .chain(() -> wokenMeanwhile.get() ? drain() : Uni.createFrom().voidItem());
  }

  private Uni<Void> next() {
    long now = clock.millis();
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(now, now - LEASE.toMillis()))
        .chain(
            rows -> {
              Optional<Row> claimed = Rows.first(rows);
              return claimed.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : verify(claimed.get()).chain(this::next);
            });
  }

  private Uni<Void> verify(Row row) {
    String model = row.getString("name");
    int version = row.getInteger("version");
    Caller caller = new Caller(row.getString("tenant"), row.getString("created_by"));
    String run =
        Objects.requireNonNullElse(
            row.getString("run_id"),
            Objects.requireNonNullElse(row.getString("logged_model_id"), "mlflow"));
    return files
        .all(pool, caller.tenant(), Version.root(model, Integer.toString(version)))
        .chain(
            found ->
                worker.executeBlocking(
                    () -> new ModelFolder(store, found).verify(model, run, caller.subject())))
        .chain(verified -> admit.admit(caller, model, version, verified))
        .chain(() -> settle(row, Version.READY, null))
        .onFailure(Refusal.class)
        .recoverWithUni(refusal -> settle(row, Version.FAILED, refusal.getMessage()))
        .onFailure()
        .recoverWithUni(failure -> later(row, failure));
  }

  private Uni<Void> later(Row row, Throwable failure) {
    LOG.errorf(failure, "Version %d could not be verified", row.getInteger("version"));
    return row.getInteger("attempts") < MAX_ATTEMPTS
        ? Uni.createFrom().voidItem()
        : settle(row, Version.FAILED, "The registry failed to verify it: register it again");
  }

  private Uni<Void> settle(Row row, String status, @Nullable String message) {
    String shown =
        message == null || message.length() <= MAX_MESSAGE
            ? message
            : message.substring(0, MAX_MESSAGE);
    return pool.preparedQuery(
            "update registry.mlflow_version set status = $3, status_message = $4, updated_at = $5"
                + " where model_id = $1 and version = $2 and status = 'PENDING_REGISTRATION'")
        .execute(
            Tuple.of(
                row.getLong("model_id"), row.getInteger("version"), status, shown, clock.millis()))
        .replaceWithVoid();
  }

  @PreDestroy
  void close() {
    worker.closeAndForget();
  }
}
