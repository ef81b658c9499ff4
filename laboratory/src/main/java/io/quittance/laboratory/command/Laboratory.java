package io.quittance.laboratory.command;

import io.quittance.laboratory.export.ExportRefusedException;
import io.quittance.laboratory.output.CommandFailedException;
import io.quittance.laboratory.search.JournalRefusedException;
import io.quittance.laboratory.table.problem.BadDataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands of this jar. Writes results to standard output and messages to standard error.
@Command(
    name = "quittance",
    description = "Without arguments, starts the service.",
    subcommands = {TrainCommand.class, InferCommand.class, LabCommand.class})
final class Laboratory {

  private Laboratory() {}

  /// Runs a command.
  ///
  /// @return 0 on success, 1 when the command failed, 2 on incorrect usage
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Laboratory());
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, _, _) -> {
          err.println(words(failure));
          return 1;
        });
    return line.execute(arguments);
  }

  /// Describes a failure to the user of the command in one sentence.
  static String words(Throwable failure) {
    return switch (failure) {
      case CommandFailedException told -> String.valueOf(told.getMessage());
      case BadDataException told -> String.valueOf(told.getMessage());
      case JournalRefusedException told -> String.valueOf(told.getMessage());
      case ExportRefusedException told -> String.valueOf(told.getMessage());
      case NoSuchFileException absent -> "there is no file " + absent.getFile();
      case AccessDeniedException denied -> "no permission to access " + denied.getFile();
      case IOException failed -> String.valueOf(failed.getMessage());
      case UncheckedIOException failed -> String.valueOf(failed.getMessage());
      default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }
}
