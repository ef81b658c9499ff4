package io.quittance.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.local.launch.PartFailedException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// The one JSON object that a command with `--json` prints, whatever happens. A program that reads
/// it never finds none or two. Threads: safe for use by several; the first object wins.
final class JsonAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final AtomicBoolean printed = new AtomicBoolean();

  private JsonAnswer(PrintStream out) {
    this.out = out;
  }

  /// An answer that says `"ok": false` when this JVM ends before another was given.
  static JsonAnswer on(PrintStream out) {
    JsonAnswer answer = new JsonAnswer(out);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> answer.failed(Map.of("reason", "The command was stopped before its end")),
                "json-answer"));
    return answer;
  }

  /// Prints an object on one line.
  void print(String object) {
    if (printed.compareAndSet(false, true)) {
      out.println(object);
      out.flush();
    }
  }

  /// Prints that the command failed, and why.
  void failed(Exception failure) {
    failed(
        failure instanceof PartFailedException part
            ? part.fields()
            : Map.of("reason", Quittance.message(failure)));
  }

  private void failed(Map<String, Object> why) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("ok", false);
    object.putAll(why);
    print(JSON.valueToTree(object).toString());
  }
}
