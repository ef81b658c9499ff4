package io.quittance.local.command;

import io.quittance.core.pack.PolicyPackException;
import io.quittance.embedded.process.PortTakenException;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.local.jar.InferCommand;
import io.quittance.local.jar.LabCommand;
import io.quittance.local.jar.PlanCommand;
import io.quittance.local.jar.ScoreCommand;
import io.quittance.local.jar.TrainCommand;
import io.quittance.local.launch.PartFailedException;
import io.quittance.local.option.CommandFailedException;
import io.quittance.local.policy.PolicyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `quittance`. Writes results to standard output and messages to standard error. Exits
/// with 0 after success, 1 when the work failed, 2 after wrong usage.
@Command(
    name = "quittance",
    mixinStandardHelpOptions = true,
    description = "Lawful, explained collection decisions that learn: the platform on one machine.",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      AotCommand.class,
      SimulateCommand.class,
      InferCommand.class,
      TrainCommand.class,
      LabCommand.class,
      ScoreCommand.class,
      PlanCommand.class,
      PolicyCommand.class,
      RepublishCommand.class,
      TokenCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "  bench     Measures scoring and explaining beside a reference; without a name it lists"
          + " what.",
      "  faults    Injects faults into a platform of its own and lets an auditor judge.",
      "  test      Runs everything that CI runs and counts it.",
      "",
      "Data is kept in .quittance/ unless --data names another directory."
    })
public final class Quittance {

  /// Its clients warn several times a second while a broker is unreachable; the commands report
  /// that themselves.
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  /// Logs a stack trace when a start of PostgreSQL is abandoned; the commands report that
  /// themselves too.
  private static final Logger DISTRIBUTION =
      Logger.getLogger("io.zonky.test.db.postgres.util.LinuxUtils");

  private Quittance() {}

  /// Runs the command and ends this JVM with its exit status.
  ///
  /// @param arguments arguments of the command line
  public static void main(String[] arguments) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    Logger.getLogger("").setLevel(Level.WARNING);
    KAFKA.setLevel(Level.SEVERE);
    DISTRIBUTION.setLevel(Level.OFF);
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine line = new CommandLine(new Quittance());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
    if (arguments.length == 0) {
      line.usage(System.out);
      return 2;
    }
    return line.execute(arguments);
  }

  private static int failed(Exception failure, CommandLine command) {
    if (command.getCommand() instanceof DemoCommand demo) {
      demo.failed(failure);
    }
    if (isEnding()) {
      return 1;
    }
    if (failure instanceof StartFailedException
        || failure instanceof PartFailedException
        || failure instanceof PortTakenException
        || failure instanceof CommandFailedException
        || failure instanceof PolicyPackException
        || failure instanceof IOException) {
      System.err.println(message(failure));
    } else {
      failure.printStackTrace(System.err);
    }
    return 1;
  }

  /// Returns whether this JVM was told to end. Failures are then consequences and are not reported.
  private static boolean isEnding() {
    try {
      Thread none = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(none);
      Runtime.getRuntime().removeShutdownHook(none);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  /// Describes a failure to the user.
  static String message(Exception failure) {
    return failure instanceof NoSuchFileException missing
        ? "No such file: " + missing.getFile()
        : String.valueOf(failure.getMessage());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
