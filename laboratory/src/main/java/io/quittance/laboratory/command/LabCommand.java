package io.quittance.laboratory.command;

import io.quittance.laboratory.table.Table;
import io.quittance.laboratory.table.schema.TableSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `lab`, which estimates from a log what another policy would have been worth.
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Estimates from a log of decisions with known propensities what another policy would have"
            + " been worth.")
final class LabCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--log",
      required = true,
      paramLabel = "FILE",
      description = "the decisions: CSV (optionally gzipped) or Parquet, one row each")
  private Path log = Path.of("");

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "F.yaml",
      description = "types and roles of the columns; rows with one role group are dependent")
  private Path schema = Path.of("");

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "POLICY",
      description =
          "always:ACTION, column:COL (what the policy would do) or learned (from this log,"
              + " cross-fitted)")
  private String policy = "";

  @Option(
      names = "--action",
      defaultValue = "action",
      paramLabel = "COL",
      description = "column of the action taken (default: ${DEFAULT-VALUE})")
  private String action = "action";

  @Option(
      names = "--propensity",
      defaultValue = "propensity",
      paramLabel = "COL",
      description =
          "column of its probability, or one number for all rows (default: ${DEFAULT-VALUE})")
  private String propensity = "propensity";

  @Option(
      names = "--reward",
      paramLabel = "COL",
      description = "column of the reward (default: 1 where the target is positive)")
  private @Nullable String reward;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  public Integer call() {
    Table table = Table.read(log, TableSchema.read(schema));
    LoggedTable logged =
        LoggedTable.of(
            table,
            new LoggedTable.Names(
                action, propensity, Optional.ofNullable(reward), PolicyLab.column(policy)));
    PolicyLab lab = PolicyLab.of(logged, policy);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(PolicyLabReport.json(lab));
    } else {
      out.print(PolicyLabReport.text(lab));
    }
    out.flush();
    return 0;
  }
}
