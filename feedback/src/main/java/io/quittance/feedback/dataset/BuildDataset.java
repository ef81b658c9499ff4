package io.quittance.feedback.dataset;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.feedback.FeedbackConfig;
import io.quittance.feedback.dataset.DatasetQueue.Work;
import io.quittance.messaging.lease.Lease;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Builds data sets one at a time on a thread of its own. Any process of the service builds what
/// any other accepted: a data set whose builder was killed or lost the database is begun again, at
/// growing intervals, and fails for good after some attempts.
@ApplicationScoped
public class BuildDataset {

  private static final Logger LOG = Logger.getLogger(BuildDataset.class);
  private static final int MOST_ATTEMPTS = 6;
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration BACKOFF = Duration.ofSeconds(2);
  private static final Duration SCRATCH_KEPT = Duration.ofDays(1);

  /// How long files are kept.
  @ConfigMapping(prefix = "quittance.dataset")
  interface DatasetConfig {

    /// Wall-clock time.
    @WithDefault("P7D")
    Duration keep();
  }

  private final DatasetRepository repository;
  private final DatasetQueue queue;
  private final LabelledRows labelledRows;
  private final Duration keep;
  private final Clock clock;
  private final Path directory;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dataset").factory());
  private volatile boolean stopping;

  BuildDataset(
      DatasetRepository repository,
      DatasetQueue queue,
      LabelledRows labelledRows,
      DatasetConfig config,
      FeedbackConfig places,
      Clock clock) {
    this.repository = repository;
    this.queue = queue;
    this.labelledRows = labelledRows;
    this.keep = config.keep();
    this.clock = clock;
    this.directory = places.dataDir().toAbsolutePath().resolve("datasets");
  }

  void start(@Observes StartupEvent event) {
    worker.scheduleWithFixedDelay(this::buildDue, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    worker.shutdownNow();
  }

  /// Accepts a data set that a process of the service will build; the returned state is `building`.
  ///
  /// @param weeks whether decisions whose week is over are wanted though their label is not known
  Uni<Dataset> build(
      String tenant, String model, Instant from, Instant to, int maxRows, boolean weeks) {
    Dataset dataset =
        new Dataset(UUID.randomUUID(), tenant, model, from, to, maxRows, weeks, clock.instant());
    return repository
        .insert(dataset)
        .invoke(() -> worker.execute(this::buildDue))
        .replaceWith(dataset);
  }

  /// Nothing that goes wrong may end the schedule.
  private void buildDue() {
    try {
      for (UUID id : queue.due()) {
        buildIfFree(id);
      }
    } catch (Throwable e) {
      if (!stopping) {
        LOG.warnf("Data sets are looked for again in %s: %s", POLL, e.toString());
      }
    }
  }

  private void buildIfFree(UUID id) throws SQLException, IOException {
    Optional<Lease> taken = queue.tryTake(id);
    if (taken.isEmpty()) {
      return;
    }
    try (Lease lease = taken.get()) {
      Optional<Work> begun = queue.begin(id, lease);
      if (begun.isPresent()) {
        build(begun.get(), lease);
      }
    }
  }

  private void build(Work work, Lease lease) throws SQLException, IOException {
    if (work.attempt() > MOST_ATTEMPTS) {
      queue.fail(work.id(), lease, "each process that built it ended before it was done");
      return;
    }
    Path file = directory.resolve(work.id() + "-" + lease.term() + ".parquet");
    try {
      queue.store(work.id(), lease, write(work, file), file);
    } catch (Throwable e) {
      failed(work, lease, e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// Everything that can go wrong may pass: a database that is away, a disk that is full.
  private void failed(Work work, Lease lease, Throwable cause) throws SQLException, IOException {
    if (stopping) {
      return;
    }
    if (work.attempt() < MOST_ATTEMPTS) {
      Duration delay = BACKOFF.multipliedBy(1L << (work.attempt() - 1));
      LOG.warnf(cause, "Data set %s waits %s after attempt %d", work.id(), delay, work.attempt());
      queue.postpone(work.id(), lease, delay);
    } else {
      LOG.errorf(cause, "Data set %s failed", work.id());
      queue.fail(work.id(), lease, "it could not be written in " + work.attempt() + " attempts");
    }
  }

  private DatasetFile write(Work work, Path file) throws IOException, SQLException {
    List<String> features = FeatureCatalogue.standard().names();
    Files.createDirectories(directory);
    deleteOld();
    Path scratch = file.resolveSibling(file.getFileName() + ".duckdb");
    try (ParquetFile rows = new ParquetFile(scratch, features)) {
      labelledRows.read(work, rows::add);
      return rows.writeTo(file);
    }
  }

  /// Deletes the stored files that are too old, and what killed processes left on this disk.
  private void deleteOld() throws IOException, SQLException {
    queue.deleteOld(keep);
    FileTime oldest = FileTime.from(clock.instant().minus(SCRATCH_KEPT));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
