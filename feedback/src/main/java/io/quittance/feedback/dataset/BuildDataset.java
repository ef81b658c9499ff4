package io.quittance.feedback.dataset;

import io.quarkus.runtime.StartupEvent;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.feedback.FeedbackConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
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
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Builds data sets one at a time on a thread of its own. What was being built when the process
/// stopped has failed and may be asked for again.
@ApplicationScoped
public class BuildDataset {

  private static final Logger LOG = Logger.getLogger(BuildDataset.class);

  /// How long files are kept.
  @ConfigMapping(prefix = "quittance.dataset")
  interface DatasetConfig {

    /// Wall-clock time.
    @WithDefault("P7D")
    Duration keep();
  }

  private final DatasetRepository repository;
  private final LabelledRows labelledRows;
  private final Duration keep;
  private final Clock clock;
  private final Path directory;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("dataset").factory());

  BuildDataset(
      DatasetRepository repository,
      LabelledRows labelledRows,
      DatasetConfig config,
      FeedbackConfig places,
      Clock clock) {
    this.repository = repository;
    this.labelledRows = labelledRows;
    this.keep = config.keep();
    this.clock = clock;
    this.directory = places.dataDir().toAbsolutePath().resolve("datasets");
  }

  void recover(@Observes StartupEvent event) {
    worker.execute(
        () -> {
          try {
            repository.failUnfinished("the service was stopped while it was building");
          } catch (RuntimeException e) {
            LOG.warnf("Unfinished data sets could not be marked as failed: %s", e.toString());
          }
        });
  }

  /// Accepts a data set and starts to build it; the returned state is `building`.
  Uni<Dataset> build(String tenant, String model, Instant from, Instant to, int maxRows) {
    Dataset dataset =
        new Dataset(UUID.randomUUID(), tenant, model, from, to, maxRows, clock.instant());
    return repository
        .insert(dataset)
        .invoke(() -> worker.execute(() -> build(dataset)))
        .replaceWith(dataset);
  }

  /// Returns the file of a data set once it is ready.
  Path file(UUID id) {
    return directory.resolve(id + ".parquet");
  }

  private void build(Dataset accepted) {
    try {
      repository.ready(accepted.id, write(accepted), clock.instant());
    } catch (IOException | SQLException | RuntimeException e) {
      LOG.errorf(e, "Data set %s failed", accepted.id);
      repository.failed(accepted.id, "it could not be written");
    }
  }

  private DatasetFile write(Dataset dataset) throws IOException, SQLException {
    List<String> features = FeatureCatalogue.standard().names();
    Files.createDirectories(directory);
    deleteOld();
    try (ParquetFile file = new ParquetFile(directory.resolve(dataset.id + ".duckdb"), features)) {
      labelledRows.read(dataset.tenant, dataset.from, dataset.to, dataset.maxRows, file::add);
      return file.writeTo(file(dataset.id));
    }
  }

  private void deleteOld() throws IOException {
    FileTime oldest = FileTime.from(clock.instant().minus(keep));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @PreDestroy
  void stop() {
    worker.shutdownNow();
  }
}
