package io.quittance.scoring.command;

import io.quittance.laboratory.table.file.CsvSource;
import io.quittance.laboratory.table.file.CsvText;
import io.quittance.laboratory.table.file.RowSource;
import io.quittance.scoring.inference.BatchModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Scores a file of any length in bounded memory, on two threads. No row is lost: each goes to the
/// output or to the file of rejected rows, in the order of the input.
///
/// @param id column to copy into the output
/// @param missing further texts that stand for a missing value
/// @param decimal decimal mark of numbers
/// @param explainer adds columns that explain each row
record ScoreFile(
    BatchModel model,
    Optional<String> id,
    Set<String> missing,
    char decimal,
    RowExplainer explainer) {

  private static final int THREADS = 2;
  private static final int CHUNK = 1_000;
  private static final int CHUNKS_IN_FLIGHT = 2 * THREADS + 2;

  /// @param firstReason why the first rejected row is; empty when none is
  record Result(
      long scored, long rejected, long unknownCategories, double seconds, String firstReason) {

    double rowsPerSecond() {
      return scored / Math.max(1e-9, seconds);
    }
  }

  /// Where rows go that cannot be read: beside the output.
  static Path rejectedFile(Path out) {
    String name = String.valueOf(out.getFileName());
    String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
    return out.resolveSibling(stem + ".rejected.csv");
  }

  /// Blocks until all rows are scored. The output appears when it is complete.
  ///
  /// @throws io.quittance.laboratory.table.problem.BadDataException when the file is no CSV
  /// @throws CommandFailedException when it lacks a column of the model
  Result run(Path data, Path out, Progress progress) throws IOException, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try (CsvSource source = CsvSource.open(data);
        ResultFile scored = new ResultFile(out);
        ResultFile rejected = new ResultFile(rejectedFile(out))) {
      RowReader reader = new RowReader(model.manifest(), source.header(), id, missing, decimal);
      ScoreRows rows = new ScoreRows(model, reader, CsvText.COMMA, explainer);
      Tally tally = new Tally(scored, rejected, progress);
      scored.write(rows.csv().line(rows.header()));
      List<String> rejectedHeader = new ArrayList<>(List.of("row", "reason"));
      rejectedHeader.addAll(source.header());
      rejected.write(rows.csv().line(rejectedHeader));
      Deque<Future<ScoreRows.Answer>> inFlight = new ArrayDeque<>();
      for (List<ScoreRows.Row> chunk = chunk(source, 0);
          !chunk.isEmpty();
          chunk = chunk(source, chunk.getLast().number())) {
        List<ScoreRows.Row> next = chunk;
        inFlight.add(workers.submit(() -> rows.answer(next)));
        if (inFlight.size() == CHUNKS_IN_FLIGHT) {
          tally.add(answer(inFlight.remove()));
        }
      }
      while (!inFlight.isEmpty()) {
        tally.add(answer(inFlight.remove()));
      }
      scored.keep();
      if (tally.rejectedRows > 0) {
        rejected.keep();
      } else {
        rejected.removeOlder();
      }
      return tally.result();
    } finally {
      workers.shutdownNow();
      progress.end();
    }
  }

  private static List<ScoreRows.Row> chunk(CsvSource source, long before) throws IOException {
    List<ScoreRows.Row> rows = new ArrayList<>(CHUNK);
    while (rows.size() < CHUNK) {
      RowSource.Row next = source.next();
      if (next == null) {
        break;
      }
      rows.add(new ScoreRows.Row(before + rows.size() + 1, next.line(), next.cells()));
    }
    return rows;
  }

  private static ScoreRows.Answer answer(Future<ScoreRows.Answer> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// What is done so far, written as it comes.
  private static final class Tally {

    private final ResultFile scored;
    private final ResultFile rejected;
    private final Progress progress;
    private long scoredRows;
    private long rejectedRows;
    private long unknown;
    private String firstReason = "";

    Tally(ResultFile scored, ResultFile rejected, Progress progress) {
      this.scored = scored;
      this.rejected = rejected;
      this.progress = progress;
    }

    void add(ScoreRows.Answer answer) throws IOException {
      scored.write(answer.scoredText());
      rejected.write(answer.rejectedText());
      if (rejectedRows == 0) {
        firstReason = answer.firstReason().orElse("");
      }
      scoredRows += answer.scored();
      rejectedRows += answer.rejected();
      unknown += answer.unknownCategories();
      progress.rows(scoredRows);
    }

    Result result() {
      return new Result(scoredRows, rejectedRows, unknown, progress.seconds(), firstReason);
    }
  }
}
