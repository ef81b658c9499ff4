package io.quittance.e2e.bench;

import io.quittance.e2e.bench.service.PipelineBench;
import io.quittance.e2e.bench.service.PipelineFindings;
import io.quittance.e2e.bench.service.RestBench;
import io.quittance.e2e.bench.service.RestFindings;
import io.quittance.e2e.bench.service.StartupBench;
import io.quittance.e2e.bench.service.StartupFindings;
import io.quittance.e2e.growth.GrowthPoint;
import io.quittance.e2e.growth.GrowthStudy;
import io.quittance.e2e.growth.GrowthTable;
import io.quittance.e2e.value.ValueStudy;
import io.quittance.e2e.value.ValueStudyReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `quittance bench`. It prints the table to standard output and progress to standard
/// error. Exit status: 0 success, 1 failure, 2 wrong usage.
@Command(
    name = "quittance bench",
    mixinStandardHelpOptions = true,
    description = "Measures one suite and prints medians and ratios to its reference.")
public final class Bench implements Callable<Integer> {

  private static final String POLICY_VALUE = "policy-value";
  private static final String TEMPORARY = "quittance-bench";
  private static final String PIPELINE = "pipeline";
  private static final String REST = "rest";
  private static final String STARTUP = "startup";
  private static final String GROWTH = "growth";
  private static final long MOST_ROWS = 1_000_000_000;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The suite to measure; without it, lists the suites.")
  private @Nullable String name;

  @Option(names = "--quick", description = "Run fewer and shorter iterations.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON object as the last line.")
  private boolean json;

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      defaultValue = "python3",
      description =
          "Interpreter with fastapi, uvicorn, numpy and xgboost for the peer of rest (default:"
              + " ${DEFAULT-VALUE}); without them the peer is left out.")
  private String python = "python3";

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "ROWS",
      description =
          "For growth: rows in each large table, one run for each number (default:"
              + " 10000,100000,1000000).")
  private List<Long> rows = List.of(10_000L, 100_000L, 1_000_000L);

  @Option(
      names = "--months",
      paramLabel = "MONTHS",
      defaultValue = "13",
      description = "For growth: months that the rows are spread over (default: ${DEFAULT-VALUE}).")
  private int months;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "For growth: keep only so many bytes of each filled state and decision, so that more rows"
              + " fit on the disk (default: all).")
  private int payload;

  private final PrintStream out;
  private final PrintStream err;

  private Bench(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs the command and exits the JVM with its status.
  ///
  /// @param arguments command-line arguments
  public static void main(String[] arguments) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    CommandLine line = new CommandLine(new Bench(out, err));
    line.setExecutionExceptionHandler(
        (failure, _, _) -> {
          err.println("The benchmark failed: " + failure.getMessage());
          return FAILED;
        });
    System.exit(line.execute(arguments));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      list(out);
      return 0;
    }
    switch (name) {
      case POLICY_VALUE -> measurePolicies();
      case PIPELINE -> measurePipeline();
      case REST -> measureRequests();
      case STARTUP -> measureStarts();
      case GROWTH -> {
        return measureGrowth();
      }
      default -> {
        return measureSuite(name);
      }
    }
    return 0;
  }

  private int measureSuite(String name) throws Exception {
    Optional<Suite> suite = Suite.named(name);
    if (suite.isEmpty()) {
      err.println("Unknown suite " + name + ". Choose one of:");
      list(err);
      return WRONG_USAGE;
    }
    measure(suite.get());
    return 0;
  }

  private static void list(PrintStream stream) {
    for (Suite suite : Suite.values()) {
      list(stream, suite.slug(), suite.description());
    }
    list(stream, PIPELINE, "events to decisions on the whole platform, and a bare loop");
    list(stream, REST, "requests for decisions on the whole platform, and FastAPI with XGBoost");
    list(stream, STARTUP, "starts of the services, with their AOT caches and without");
    list(stream, GROWTH, "what a record costs when the tables are large");
    list(stream, POLICY_VALUE, "the value of contact policies on simulated debtors");
  }

  private static void list(PrintStream stream, String name, String description) {
    stream.printf("  %-20s %s%n", name, description);
  }

  private void measurePipeline() throws IOException {
    Path directory = Files.createTempDirectory(TEMPORARY);
    try {
      PipelineFindings findings = new PipelineBench(directory, quick, err).run();
      out.print(findings.text());
      if (json) {
        out.println(findings.json());
      }
    } finally {
      delete(directory);
    }
  }

  private void measureRequests() throws IOException {
    Path directory = Files.createTempDirectory(TEMPORARY);
    try {
      RestFindings findings = new RestBench(directory, python, quick, err).run();
      out.print(findings.text());
      if (json) {
        out.println(findings.json());
      }
    } finally {
      delete(directory);
    }
  }

  private void measureStarts() throws IOException {
    Path directory = Files.createTempDirectory(TEMPORARY);
    try {
      StartupFindings findings = new StartupBench(directory, quick, err).run();
      out.print(findings.text());
      if (json) {
        out.println(findings.json());
      }
    } finally {
      delete(directory);
    }
  }

  private int measureGrowth() throws Exception {
    if (rows.stream().anyMatch(n -> n < 1_000 || n > MOST_ROWS)
        || months < 1
        || months > 120
        || payload < 0) {
      err.println(
          "--rows must lie in [1000, 1000000000], --months in [1, 120], --payload must not be"
              + " negative.");
      return WRONG_USAGE;
    }
    Path home = Path.of(System.getProperty("quittance.home", "")).toAbsolutePath();
    List<GrowthPoint> points = new ArrayList<>();
    for (long n : rows) {
      GrowthStudy study =
          quick
              ? new GrowthStudy(home, 200, 8, 4, months, payload, err::println)
              : new GrowthStudy(home, 1_000, 20, 20, months, payload, err::println);
      Path directory = Files.createTempDirectory(TEMPORARY);
      try {
        points.add(study.measure(n, directory));
      } finally {
        delete(directory);
      }
    }
    GrowthTable table = new GrowthTable(points);
    out.print(table.text());
    if (json) {
      out.println(table.json());
    }
    return 0;
  }

  private void measurePolicies() throws Exception {
    ValueStudy study =
        quick
            ? new ValueStudy(800, 60, 1, err::println)
            : new ValueStudy(6_000, 90, 1, err::println);
    ValueStudy.Findings findings = study.run();
    out.print(ValueStudyReport.text(findings));
    if (json) {
      out.println(ValueStudyReport.json(findings));
    }
  }

  private void measure(Suite suite) throws Exception {
    // ONNX Runtime 1.29.0 crashes in a process with a command line of more than a few kB, so JMH
    // passes the class path in a jar.
    System.setProperty("jmh.separateClasspathJAR", "true");
    Path models = Files.createTempDirectory(TEMPORARY);
    try {
      if (suite.trains()) {
        err.println("Training the models …");
        Workload.prepare(models);
      }
      List<BenchmarkFigure> figures = new Measurement(suite, models, quick).run(this::report);
      Comparison comparison = new Comparison(suite, figures);
      out.print(comparison.table());
      if (json) {
        out.println(comparison.json());
      }
    } finally {
      delete(models);
    }
  }

  private void report(BenchmarkFigure figure, int done, int total) {
    err.printf(
        Locale.ROOT,
        "[%d/%d] %s, batch %d, %s: %.2f µs per row%n",
        done,
        total,
        figure.model(),
        figure.batch(),
        figure.contender(),
        figure.microsecondsPerRow());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
