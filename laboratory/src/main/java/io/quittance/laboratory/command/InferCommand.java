package io.quittance.laboratory.command;

import io.quittance.laboratory.infer.DraftSchema;
import io.quittance.laboratory.output.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `infer`, which drafts a schema for a person to correct.
@Command(
    name = "infer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Drafts a schema for a CSV (optionally gzipped) or Parquet file: types, roles, ranges.")
final class InferCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the table to describe")
  private Path data = Path.of("");

  @Option(names = "--target", paramLabel = "COL", description = "column to predict")
  private @Nullable String target;

  @Option(
      names = "--out",
      paramLabel = "F.yaml",
      description = "new file for the schema (default: standard output)")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    DraftSchema draft = DraftSchema.of(data, Optional.ofNullable(target));
    PrintWriter err = spec.commandLine().getErr();
    draft.notes().forEach(err::println);
    if (out == null) {
      spec.commandLine().getOut().print(draft.yaml());
      spec.commandLine().getOut().flush();
      return 0;
    }
    try {
      Files.writeString(out, draft.yaml(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      throw new CommandFailedException(out + " exists: choose another --out");
    }
    err.printf(
        Locale.ROOT,
        "%s: %d columns of %,d rows%n",
        out,
        draft.schema().columns().size(),
        draft.rows());
    return 0;
  }
}
