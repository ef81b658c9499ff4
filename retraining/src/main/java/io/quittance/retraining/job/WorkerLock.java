package io.quittance.retraining.job;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Ensures that of all processes on a database, one runs jobs. It is an advisory lock of the
/// database that belongs to a connection, so it ends with the process, however the process ends.
@Singleton
final class WorkerLock {

  /// A key that no other part of the platform locks.
  private static final long KEY = 0x7175_6974_7261_696eL;

  private static final int VALIDITY_SECONDS = 5;
  private static final Logger LOG = Logger.getLogger(WorkerLock.class);

  private final DataSource source;

  WorkerLock(DataSource source) {
    this.source = source;
  }

  /// Returns the lock, or empty when another process holds it. Blocks.
  Optional<Held> tryAcquire() throws SQLException {
    Connection connection = source.getConnection();
    boolean acquired = false;
    try {
      acquired = call(connection, "select pg_try_advisory_lock(?)");
      return acquired ? Optional.of(new Held(connection)) : Optional.empty();
    } finally {
      if (!acquired) {
        connection.close();
      }
    }
  }

  private static boolean call(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, KEY);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /// The held lock. Not thread-safe.
  static final class Held implements AutoCloseable {

    private final Connection connection;

    private Held(Connection connection) {
      this.connection = connection;
    }

    /// Returns whether the connection that holds the lock is alive.
    boolean isAlive() {
      try {
        return connection.isValid(VALIDITY_SECONDS);
      } catch (SQLException e) {
        LOG.debug("The connection that holds the lock is lost", e);
        return false;
      }
    }

    @Override
    public void close() {
      try (connection) {
        call(connection, "select pg_advisory_unlock(?)");
      } catch (SQLException e) {
        LOG.warn("Cannot release the lock; it ends with its connection", e);
      }
    }
  }
}
