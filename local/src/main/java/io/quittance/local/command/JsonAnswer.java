package io.quittance.local.command;

import io.quittance.core.text.Json;
import io.quittance.local.launch.PartFailedException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Prints exactly one JSON object for a command with `--json`, whatever happens. Safe for
/// concurrent use; the first object wins.
final class JsonAnswer {

  private final PrintStream out;
  private final AtomicBoolean printed = new AtomicBoolean();

  private JsonAnswer(PrintStream out) {
    this.out = out;
  }

  /// Returns an answer that prints `"ok": false` when this JVM ends before another object was
  /// printed.
  static JsonAnswer on(PrintStream out) {
    JsonAnswer answer = new JsonAnswer(out);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> answer.failed(Map.of("reason", "The command was stopped before it finished")),
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

  /// Prints that the command failed and why.
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
    print(Json.tree(object).toString());
  }
}
