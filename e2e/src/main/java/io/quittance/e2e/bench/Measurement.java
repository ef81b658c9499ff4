package io.quittance.e2e.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// Runs a suite, with each contender in its own process, one after the other.
///
/// @param models directory of the trained models
/// @param quick whether to run fewer and shorter iterations
record Measurement(Suite suite, Path models, boolean quick) {

  /// @param progress receives each figure as soon as it is known
  List<BenchmarkFigure> run(Progress progress) throws RunnerException {
    int total = suite.models().size() * suite.batches().size() * suite.contenders().size();
    List<BenchmarkFigure> figures = new ArrayList<>();
    for (String model : suite.models()) {
      for (int batch : suite.batches()) {
        for (String contender : suite.contenders()) {
          BenchmarkFigure figure = measure(model, batch, contender);
          figures.add(figure);
          progress.measured(figure, figures.size(), total);
        }
      }
    }
    return figures;
  }

  private BenchmarkFigure measure(String model, int batch, String contender)
      throws RunnerException {
    RunResult result = new Runner(options(model, batch, contender), silent()).runSingle();
    Statistics calls = result.getPrimaryResult().getStatistics();
    return new BenchmarkFigure(
        model,
        batch,
        contender,
        calls.getPercentile(50) / batch,
        calls.getMin() / batch,
        calls.getMax() / batch,
        allocated(result));
  }

  private Options options(String model, int batch, String contender) {
    return new OptionsBuilder()
        .include(suite.pattern(contender))
        .param("model", model)
        .param("batch", Integer.toString(batch))
        .forks(1)
        .warmupIterations(quick ? 2 : 4)
        .warmupTime(TimeValue.milliseconds(quick ? 300 : 1000))
        .measurementIterations(quick ? 3 : 7)
        .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000))
        .shouldFailOnError(true)
        .addProfiler(GCProfiler.class)
        .jvmArgs(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-D" + Workload.DIRECTORY + "=" + models)
        .build();
  }

  private static OutputFormat silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
  }

  private static double allocated(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return bytes == null ? Double.NaN : bytes.getScore();
  }

  /// Receives the progress of a run.
  interface Progress {
    void measured(BenchmarkFigure figure, int done, int total);
  }
}
