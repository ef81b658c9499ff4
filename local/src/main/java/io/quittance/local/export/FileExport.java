package io.quittance.local.export;

import io.quittance.core.treatment.Treatment;
import io.quittance.simulator.Portfolio;
import io.quittance.simulator.record.SimulatedRecord.Kind;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.TruthRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Writes a simulated portfolio to files: `account-events`, `outcomes` and `truth`, each ordered by
/// event time, or by the day of the report when reports are late. There are no decisions, so nobody
/// is contacted. Equal configurations give equal bytes, whatever the chunks and threads.
///
/// Simulates and sorts the chunks one by one into compressed runs beside the files and then merges
/// them, so that memory does not grow with the portfolio.
public final class FileExport {

  private static final String TRUTH = "truth";
  private static final String RECORD_COLUMNS =
      "'time': 'TIMESTAMPTZ', 'type': 'VARCHAR', 'source': 'VARCHAR', 'id': 'VARCHAR', "
          + "'tenant': 'VARCHAR', 'account_id': 'VARCHAR', 'data': 'VARCHAR'";

  private final SimulationConfig config;
  private final ExportFormat format;
  private final Path directory;
  private final Portfolio portfolio;
  private final ExportProgress progress;

  /// @param chunk number of accounts that each thread keeps in memory
  public FileExport(
      SimulationConfig config,
      ExportFormat format,
      Path directory,
      int chunk,
      ExportProgress progress) {
    this.config = config;
    this.format = format;
    this.directory = directory;
    this.portfolio = new Portfolio(config, chunk, true);
    this.progress = progress;
  }

  /// Writes the files.
  ///
  /// @param threads number of threads that simulate chunks
  /// @return what was written, its speed and the memory used
  public Map<String, Object> write(int threads) throws IOException {
    long begin = System.nanoTime();
    Files.createDirectories(directory);
    Path runs = Files.createTempDirectory(directory, ".runs");
    try {
      playAll(runs, threads);
      progress.doing("merging");
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("directory", directory.toString());
      summary.put("accounts", config.accounts());
      summary.put("days", config.days());
      summary.put("events", merge(runs, Kind.ACCOUNT_EVENTS.topic()));
      summary.put("outcomes", merge(runs, Kind.OUTCOMES.topic()));
      summary.put("truthRows", merge(runs, TRUTH));
      double seconds = (System.nanoTime() - begin) / 1e9;
      summary.put("seconds", Math.round(seconds * 10) / 10.0);
      summary.put("accountsPerSecond", Math.round(config.accounts() / seconds));
      summary.put("peakHeapBytes", PeakMemory.heapBytes());
      PeakMemory.residentBytes().ifPresent(bytes -> summary.put("peakResidentBytes", bytes));
      return summary;
    } finally {
      delete(runs);
    }
  }

  private void playAll(Path runs, int threads) throws IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> chunks = new ArrayList<>();
      for (int index = 0; index < portfolio.chunks(); index++) {
        int chunk = index;
        chunks.add(
            pool.submit(
                () -> {
                  play(runs, chunk);
                  return null;
                }));
      }
      for (Future<?> chunk : chunks) {
        await(chunk, pool);
      }
    }
  }

  private static void await(Future<?> chunk, ExecutorService pool) throws IOException {
    try {
      chunk.get();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw new IOException("Cannot write a part of the portfolio: " + e.getCause(), e);
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void play(Path runs, int index) throws IOException {
    Portfolio.Chunk chunk = portfolio.play(index);
    for (Kind kind : Kind.values()) {
      List<Line> lines =
          chunk.told().stream()
              .filter(told -> told.record().kind() == kind)
              .map(told -> Line.of(told, format))
              .sorted(Line.ORDER)
              .toList();
      SortedRun.write(run(runs, kind.topic(), index), lines);
    }
    SortedRun.write(
        run(runs, TRUTH, index), chunk.truth().stream().map(Line::of).sorted(Line.ORDER).toList());
    progress.done(chunk.accounts());
  }

  private long merge(Path runs, String name) throws IOException {
    boolean truth = name.equals(TRUTH);
    List<Path> files = new ArrayList<>();
    for (int index = 0; index < portfolio.chunks(); index++) {
      files.add(run(runs, name, index));
    }
    String suffix = truth ? format.truthSuffix() : format.suffix();
    Path file = directory.resolve(name + "." + suffix);
    String header = truth ? TruthRow.header() : format == ExportFormat.NDJSON ? "" : Line.HEADER;
    if (format != ExportFormat.PARQUET) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        return RunMerge.into(out, header, files);
      }
    }
    Path csv = runs.resolve(name + ".csv.gz");
    long lines;
    try (OutputStream out =
        new BufferedOutputStream(new FastGzip(Files.newOutputStream(csv)), 1 << 16)) {
      lines = RunMerge.into(out, header, files);
    }
    ParquetFile.write(csv, truth ? truthColumns() : RECORD_COLUMNS, file);
    Files.delete(csv);
    return lines;
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static String truthColumns() {
    StringBuilder columns =
        new StringBuilder(
            "'time': 'TIMESTAMPTZ', 'account_id': 'VARCHAR', 'event_id': 'VARCHAR', "
                + "'debtor_id': 'VARCHAR', 'segment': 'VARCHAR', 'willingness': 'DOUBLE', "
                + "'protected_group': 'BOOLEAN', 'balance_minor': 'BIGINT'");
    for (Treatment treatment : Treatment.values()) {
      columns.append(", 'p_").append(treatment.columnName()).append("': 'DOUBLE'");
    }
    return columns.toString();
  }

  private static Path run(Path runs, String name, int index) {
    return runs.resolve(name + "-" + index);
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
