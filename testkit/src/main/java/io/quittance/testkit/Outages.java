package io.quittance.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Takes away what a service depends on, and gives it back. Each outage lasts 3 seconds, or as long
/// as the system property `quittance.outage` says (`-Dquittance.outage=PT30S`).
///
/// @param platform of the service; broker outages need its argument `own-broker`
public record Outages(QuittanceTestResource platform) {

  private static final Duration LENGTH =
      Duration.parse(System.getProperty("quittance.outage", "PT3S"));

  /// Deletes a dead-letter topic, runs the work, waits, and creates the topic again.
  public void ofTopic(String name, Runnable meanwhile) {
    platform.topics().delete(name);
    meanwhile.run();
    last();
    platform.topics().create(name);
  }

  /// Kills the broker, runs the work, waits, and starts the broker again.
  public void ofBroker(Runnable meanwhile) {
    platform.restartBroker(
        () -> {
          meanwhile.run();
          last();
        });
  }

  /// Closes the service's database and ends its connections, runs the work, waits, and opens it.
  public void ofDatabase(Runnable meanwhile) {
    SharedServers.Database database = platform.database();
    String name = database.name();
    execute(database, "alter database " + name + " with allow_connections false");
    execute(
        database,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    meanwhile.run();
    last();
    execute(database, "alter database " + name + " with allow_connections true");
  }

  private static void last() {
    long end = System.nanoTime() + LENGTH.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static void execute(SharedServers.Database database, String sql) {
    String other = database.jdbcUrl().replace(database.name(), database.username());
    try (Connection connection =
            DriverManager.getConnection(other, database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
