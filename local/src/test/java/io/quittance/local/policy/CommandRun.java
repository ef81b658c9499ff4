package io.quittance.local.policy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// A command of `./quittance policy` that has run in this process.
record CommandRun(int status, String out, String err) {

  static CommandRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    try {
      int status =
          new CommandLine(new PolicyCommand())
              .setExecutionExceptionHandler(
                  (failure, _, _) -> {
                    System.err.println(failure.getMessage());
                    return 1;
                  })
              .execute(arguments);
      return new CommandRun(
          status,
          results.toString(StandardCharsets.UTF_8),
          messages.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
