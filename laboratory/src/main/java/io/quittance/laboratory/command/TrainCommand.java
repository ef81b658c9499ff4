package io.quittance.laboratory.command;

import io.quittance.core.text.Json;
import io.quittance.laboratory.fit.ClassWeights;
import io.quittance.laboratory.output.Messages;
import io.quittance.laboratory.output.OutDirectory;
import io.quittance.laboratory.search.Budget;
import io.quittance.laboratory.training.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `train`, which trains a model from a table and writes a bundle and a report.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Trains a model on a CSV (optionally gzipped) or Parquet file: checks data quality, searches",
      "model families and their parameters, calibrates, evaluates on held-out rows, exports to",
      "ONNX and verifies parity.",
      "Columns with the role protected are never features; the report shows metrics by their values."
    })
final class TrainCommand implements Callable<Integer> {

  /// One week.
  private static final int MOST_MINUTES = 7 * 24 * 60;

  private static final int MOST_TRIALS = 100_000;
  private static final int DEFAULT_TRIALS = 25;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the table to train on")
  private Path data = Path.of("");

  @Option(
      names = "--schema",
      paramLabel = "F.yaml",
      description = "types, roles and ranges of the columns; drafted from the data when absent")
  private @Nullable Path schema;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COL",
      description = "column to predict")
  private String target = "";

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "target value to predict (default: the schema's, else the rarer one)")
  private @Nullable String positive;

  @ArgGroup(exclusive = true)
  private @Nullable Effort effort;

  private static final class Effort {
    @Option(
        names = "--trials",
        paramLabel = "N",
        description = "number of trials over all families (25 if neither option is given)")
    private @Nullable Integer trials;

    @Option(names = "--minutes", paramLabel = "M", description = "or the duration of the search")
    private @Nullable Double minutes;
  }

  @Option(
      names = "--families",
      split = ",",
      paramLabel = "FAMILY",
      defaultValue = "xgboost,lightgbm,random-forest,logistic-regression,multilayer-perceptron",
      description = "model families to search")
  private List<String> families = List.of();

  @Option(names = "--no-ensemble", description = "skips stacked and soft-vote models")
  private boolean alone;

  @Option(
      names = "--folds",
      defaultValue = "5",
      paramLabel = "K",
      description = "number of folds of the search")
  private int folds;

  @Option(
      names = "--split",
      defaultValue = "stratified",
      paramLabel = "stratified|time|order",
      description = "rows to hold out for the test: random, the latest, or the last in the file")
  private TrainOrder.Split split = TrainOrder.Split.STRATIFIED;

  @Option(
      names = "--test-share",
      defaultValue = "0.2",
      paramLabel = "SHARE",
      description = "share of the rows held out for the test")
  private double testShare;

  @Option(names = "--seed", defaultValue = "1", description = "seed of all random numbers")
  private long seed;

  @Option(
      names = "--max-depth",
      defaultValue = "4",
      description = "maximum depth of trees; deeper trees cost more to explain")
  private int maxDepth;

  @Option(
      names = "--weights",
      defaultValue = "none",
      paramLabel = "none|balanced",
      description = "balanced gives the rows of the rarer class more weight")
  private ClassWeights weights = ClassWeights.NONE;

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "COL",
      description = "columns to leave out")
  private List<String> exclude = List.of();

  @Option(
      names = "--value-matrix",
      paramLabel = "F.yaml",
      description = "costs and values of contacts; adds net value to the report")
  private @Nullable Path valueMatrix;

  @Option(
      names = "--allow",
      split = ",",
      paramLabel = "RULE[:COL]",
      description = "quality gate findings to tolerate")
  private List<String> allow = List.of();

  @Option(
      names = "--select",
      description = "drops features that do not beat shuffled copies, and refits on the rest")
  private boolean select;

  @Option(
      names = "--name",
      description = "name of the model in its bundle (default: derived from the target)")
  private @Nullable String name;

  @Option(
      names = "--requested-by",
      paramLabel = "PERSON",
      description =
          "who asks for the training, as the registry knows the person: whoever it is cannot approve the model (default: the user of this machine)")
  private @Nullable String requestedBy;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "directory for the results")
  private Path out = Path.of("");

  @Option(names = "--resume", description = "resumes the search in --out")
  private boolean resume;

  @Option(names = "--json", description = "prints one JSON object as the last line")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    TrainOrder order = order();
    Messages messages = new Messages(spec.commandLine().getErr(), Messages.onTerminal());
    TrainedModel trained;
    Thread stopped = new Thread(() -> printHowToResume(order, messages), "stopped");
    Runtime.getRuntime().addShutdownHook(stopped);
    try {
      trained = new TrainModel(order, messages, Clock.systemUTC()).run();
    } finally {
      Runtime.getRuntime().removeShutdownHook(stopped);
    }
    spec.commandLine().getOut().print(TrainingSummary.table(trained));
    if (json) {
      spec.commandLine().getOut().println(Json.line(TrainingSummary.json(trained)));
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  /// Tells the user after Ctrl-C how to resume. No completed fold is lost.
  private static void printHowToResume(TrainOrder order, Messages messages) {
    Path journal = order.out().resolve(OutDirectory.JOURNAL);
    if (Files.exists(journal)) {
      messages.say("%nStopped. %s holds the search so far: add --resume to continue", journal);
    }
  }

  private TrainOrder order() {
    require(folds >= 2 && folds <= 20, "--folds must be from 2 to 20");
    require(testShare >= 0.05 && testShare <= 0.5, "--test-share must be from 0.05 to 0.5");
    require(maxDepth >= 1 && maxDepth <= 10, "--max-depth must be from 1 to 10");
    String model = name == null ? slug(target) : name;
    require(
        model.matches("[a-z0-9][a-z0-9-]{0,62}"),
        "--name may contain lower-case letters, digits and hyphens, at most 63 characters");
    String person = requestedBy == null ? System.getProperty("user.name", "") : requestedBy;
    require(
        person.matches("[^\\p{Cntrl}]{1,255}") && !person.isBlank(),
        "--requested-by must name who asks for the training, in 1 to 255 characters");
    require(!exclude.contains(target), "--exclude names the target column");
    return new TrainOrder(
        new TrainOrder.Input(
            data, Optional.ofNullable(schema), target, Optional.ofNullable(positive), exclude),
        new TrainOrder.Division(split, testShare, folds),
        new TrainOrder.SearchScope(
            budget(),
            families.stream().map(this::family).distinct().toList(),
            !alone,
            maxDepth,
            weights,
            select),
        seed,
        Optional.ofNullable(valueMatrix),
        Set.copyOf(allow),
        model,
        person,
        out,
        resume);
  }

  private static String slug(String target) {
    String slug =
        target.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "model" : slug.substring(0, Math.min(slug.length(), 63));
  }

  private Budget budget() {
    if (effort == null) {
      return new Budget.Trials(DEFAULT_TRIALS);
    }
    Double minutes = effort.minutes;
    if (minutes != null) {
      require(
          minutes > 0 && minutes <= MOST_MINUTES,
          "--minutes must be above 0 and at most " + MOST_MINUTES);
      return new Budget.Time(Duration.ofMillis(Math.round(minutes * 60_000)));
    }
    int trials = effort.trials == null ? DEFAULT_TRIALS : effort.trials;
    require(trials >= 1 && trials <= MOST_TRIALS, "--trials must be from 1 to " + MOST_TRIALS);
    return new Budget.Trials(trials);
  }

  private Family family(String slug) {
    return Family.of(slug.strip())
        .orElseThrow(
            () ->
                wrong(
                    "unknown family '%s': choose from %s"
                        .formatted(
                            slug,
                            Arrays.stream(Family.values())
                                .map(Family::slug)
                                .collect(Collectors.joining(", ")))));
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw wrong(message);
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
