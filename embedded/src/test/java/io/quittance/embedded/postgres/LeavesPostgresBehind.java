package io.quittance.embedded.postgres;

import java.nio.file.Path;
import java.sql.SQLException;

/// A launcher that starts a server and is gone without a word, as after kill -9.
final class LeavesPostgresBehind {
  static final int HALTED = 137;

  private LeavesPostgresBehind() {}

  public static void main(String[] arguments) throws SQLException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(EmbeddedPostgres.Settings.of(Path.of(arguments[0]), 0));
    try (var connection = postgres.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (word text)");
      statement.execute("INSERT INTO kept VALUES ('by the leftover')");
    }
    Runtime.getRuntime().halt(HALTED);
  }
}
