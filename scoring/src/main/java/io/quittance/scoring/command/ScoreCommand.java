package io.quittance.scoring.command;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.text.Json;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.inference.BatchModel;
import io.quittance.scoring.inference.ModelLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `score`: probabilities for the rows of a file.
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores each row of a CSV file (gzipped or not). Columns are found by their names; others are left aside.",
      "A row that cannot be read goes to F.rejected.csv with its reason, the rest is scored."
    })
final class ScoreCommand implements Callable<Integer> {

  private static final double EVEN = 0.5;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "BUNDLE|NAME",
      description =
          "a bundle.zip, or the name of a model whose champion the running platform's registry has")
  private Path model = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "DIR",
      description = "data directory of the running platform, for NAME (default: .quittance)")
  @SuppressWarnings("UnusedVariable") // the launcher resolves names; listed here for the help
  private @Nullable Path platform;

  @Option(names = "--data", required = true, paramLabel = "F.csv", description = "rows to score")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "F.csv",
      description = "row, probability, margin")
  private Path out = Path.of("");

  @Option(names = "--id", paramLabel = "COL", description = "a column to copy into the output")
  private @Nullable String id;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "TEXT",
      description = "more texts that stand for a missing value, such as -999")
  private List<String> missing = List.of();

  @Option(
      names = "--decimal",
      defaultValue = ".",
      paramLabel = "CHAR",
      description = "separates the fraction of a number (default: ${DEFAULT-VALUE})")
  private char decimal;

  @Option(
      names = "--explain",
      arity = "0..1",
      paramLabel = "METHOD",
      fallbackValue = "contributions",
      description = {
        "adds columns that explain each row: contributions (base value and the three largest contributions to the",
        "margin; the default METHOD), lime (a local linear surrogate and how far to trust it), or counterfactual",
        "(the smallest changes that would move the row to the other side of --threshold)"
      })
  private @Nullable ExplainMethod explain;

  @ArgGroup(exclusive = false)
  private @Nullable FlipOptions flip;

  private static final class FlipOptions {
    @Option(
        names = "--threshold",
        paramLabel = "P",
        description = "with --explain counterfactual: the probability to cross (default: 0.5)")
    private @Nullable Double threshold;

    @Option(
        names = "--fixed",
        split = ",",
        paramLabel = "COL",
        description =
            "with --explain counterfactual: features that keep their values; those named like a protected attribute always do")
    private List<String> fixed = List.of();
  }

  /// How rows are explained.
  private enum ExplainMethod {
    CONTRIBUTIONS,
    LIME,
    COUNTERFACTUAL
  }

  @Mixin private final JsonOption json = new JsonOption();

  /// Runs the command.
  ///
  /// @return 0 success, 1 the work failed, 2 wrong usage
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Scoring());
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, _, _) -> {
          err.println(words(failure));
          return 1;
        });
    return line.execute(arguments);
  }

  @Command(
      name = "quittance",
      subcommands = {ScoreCommand.class, PlanCommand.class},
      description = "Without arguments: the service.")
  private static final class Scoring {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    double threshold = threshold();
    OutFile.check(out, data, List.of(out, ScoreFile.rejectedFile(out)));
    BatchModel loaded = new ModelLoader(OnnxRuntimeMode.AUTO).loadForBatch(bundle());
    RowExplainer explainer = explainer(loaded, threshold);
    ScoreFile.Result result =
        new ScoreFile(loaded, Optional.ofNullable(id), Set.copyOf(missing), decimal, explainer)
            .run(data, out, Progress.of(spec.commandLine().getErr()));
    tell(loaded, explainer, result);
    return result.scored() > 0 || result.rejected() == 0 ? 0 : 1;
  }

  private double threshold() {
    if (flip == null) {
      return EVEN;
    }
    if (explain != ExplainMethod.COUNTERFACTUAL) {
      throw new ParameterException(
          spec.commandLine(), "--threshold and --fixed need --explain counterfactual");
    }
    double threshold = flip.threshold == null ? EVEN : flip.threshold;
    if (!(threshold > 0 && threshold < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--threshold must be above 0 and below 1, was " + threshold);
    }
    return threshold;
  }

  private RowExplainer explainer(BatchModel loaded, double threshold) {
    return switch (explain) {
      case null -> RowExplainer.NONE;
      case CONTRIBUTIONS -> new ContributionColumns(loaded);
      case LIME -> new LimeColumns(loaded);
      case COUNTERFACTUAL ->
          new CounterfactualColumns(
              loaded, threshold, flip == null ? Set.of() : Set.copyOf(flip.fixed));
    };
  }

  private byte[] bundle() throws IOException {
    if (!Files.isRegularFile(model)) {
      throw new CommandFailedException("there is no bundle " + model);
    }
    if (Files.size(model) > ModelBundle.MAX_BYTES) {
      throw new CommandFailedException(model + " is too large for a bundle");
    }
    return Files.readAllBytes(model);
  }

  private void tell(BatchModel loaded, RowExplainer explainer, ScoreFile.Result result)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%,d rows scored%s in %.1f s, %,.0f rows a second: %s%n",
        result.scored(),
        explain == null ? "" : " and explained (" + explainer.method() + ")",
        result.seconds(),
        result.rowsPerSecond(),
        out);
    if (result.rejected() > 0) {
      err.printf(
          Locale.ROOT,
          "%,d rows could not be read: %s, the first of them: %s%n",
          result.rejected(),
          ScoreFile.rejectedFile(out),
          result.firstReason());
    }
    if (result.unknownCategories() > 0) {
      err.printf(
          Locale.ROOT,
          "%,d values are of no category that the model knows and counted as missing%n",
          result.unknownCategories());
    }
    if (json.asked()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("model", loaded.manifest().name());
      object.put("family", loaded.manifest().family());
      object.put("framework", loaded.manifest().provenance().framework());
      object.put("rows", result.scored());
      object.put("rejected", result.rejected());
      object.put("unknownCategories", result.unknownCategories());
      object.put("explained", explain != null);
      if (explain != null) {
        object.put("explanation", explainer.method());
        object.putAll(explainer.figures());
      }
      object.put("seconds", result.seconds());
      object.put("rowsPerSecond", result.rowsPerSecond());
      object.put("out", out.toString());
      if (result.rejected() > 0) {
        object.put("rejectedFile", ScoreFile.rejectedFile(out).toString());
      }
      spec.commandLine().getOut().println(Json.line(object));
    }
  }

  private static String words(Throwable failure) {
    return switch (failure) {
      case ModelRefusedException refused ->
          "the bundle is refused (%s): %s".formatted(refused.rule(), refused.getMessage());
      case NoSuchFileException absent -> "there is no file " + absent.getFile();
      case CommandFailedException failed -> String.valueOf(failed.getMessage());
      case BadDataException bad -> String.valueOf(bad.getMessage());
      case IOException failed -> String.valueOf(failed.getMessage());
      default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }
}
