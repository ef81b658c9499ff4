package io.quittance.scoring.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The jar's entry: without arguments the service, with arguments a command in plain Java, which
/// opens no port and needs neither Kafka nor a database.
@QuarkusMain
public final class Main {

  private Main() {}

  /// Runs the service or a command.
  ///
  /// @param arguments none for the service, else `score` or `plan` and its options
  public static void main(String... arguments) {
    if (arguments.length == 0) {
      Quarkus.run(arguments);
      return;
    }
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(
        ScoreCommand.run(writer(FileDescriptor.out), writer(FileDescriptor.err), arguments));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
