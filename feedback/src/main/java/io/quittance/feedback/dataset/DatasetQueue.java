package io.quittance.feedback.dataset;

import io.quittance.messaging.lease.Lease;
import io.quittance.messaging.lease.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The data sets that wait to be built, for all processes of the service. What a process writes
/// about one counts only while it holds that data set's lease. Blocks; worker threads only.
@ApplicationScoped
class DatasetQueue {

  private static final int MOST = 20;
  private static final String DUE =
      """
      select d.id from feedback.dataset d
      where d.state = 'building' and (d.next_attempt_at is null or d.next_attempt_at <= now())
        and not exists (select from feedback.lease l
                        where l.name = 'dataset/' || d.id and l.expires_at > clock_timestamp())
      order by d.created_at limit ?""";
  private static final String BEGIN =
      """
      update feedback.dataset set attempts = attempts + 1
      where id = ? and state = 'building' and (next_attempt_at is null or next_attempt_at <= now())
      returning tenant, data_from, data_to, max_rows, attempts, weeks""";
  private static final String POSTPONE =
      "update feedback.dataset set next_attempt_at = now() + make_interval(secs => ?) where id = ? and state = 'building'";
  private static final String FAIL =
      "update feedback.dataset set state = 'failed', failure = ? where id = ? and state = 'building'";
  private static final String CHUNK =
      "insert into feedback.dataset_chunk (dataset_id, term, seq, bytes) values (?, ?, ?, ?)";
  private static final String READY =
      """
      update feedback.dataset
      set state = 'ready', row_count = ?, positives = ?, bytes = ?, sha256 = ?, file_term = ?,
          ready_at = now()
      where id = ? and state = 'building'""";
  private static final String DELETE_OLD =
      """
      delete from feedback.dataset_chunk where dataset_id in
        (select id from feedback.dataset
         where state = 'ready' and ready_at < now() - make_interval(secs => ?))""";

  private final DataSource database;
  private final Leases leases;

  DatasetQueue(DataSource database, Leases leases) {
    this.database = database;
    this.leases = leases;
  }

  /// What is to be built.
  ///
  /// @param weeks whether decisions whose week is over are wanted though their label is not known
  /// @param attempt counts from 1; the beginning of an attempt is recorded, whatever its end
  record Work(
      UUID id, String tenant, Instant from, Instant to, int maxRows, boolean weeks, int attempt) {}

  /// Writes in a transaction.
  private interface Writing<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  /// Returns data sets that nobody builds, the oldest first.
  List<UUID> due() throws SQLException {
    List<UUID> due = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(DUE)) {
      query.setInt(1, MOST);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          due.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return due;
  }

  /// Takes a data set, unless another process builds it.
  Optional<Lease> tryTake(UUID id) {
    return leases.tryTake("dataset/" + id);
  }

  /// Records the beginning of an attempt; empty when there is nothing left to do.
  Optional<Work> begin(UUID id, Lease lease) throws SQLException, IOException {
    return fenced(
        lease,
        connection -> {
          try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setObject(1, id);
            try (ResultSet row = begin.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Work(
                          id,
                          row.getString(1),
                          row.getObject(2, OffsetDateTime.class).toInstant(),
                          row.getObject(3, OffsetDateTime.class).toInstant(),
                          row.getInt(4),
                          row.getBoolean(6),
                          row.getInt(5)))
                  : Optional.<Work>empty();
            }
          }
        });
  }

  /// Records that an attempt failed; the next one begins after the delay.
  void postpone(UUID id, Lease lease, Duration delay) throws SQLException, IOException {
    fenced(
        lease,
        connection -> {
          try (PreparedStatement postpone = connection.prepareStatement(POSTPONE)) {
            postpone.setDouble(1, delay.toMillis() / 1_000.0);
            postpone.setObject(2, id);
            return postpone.executeUpdate();
          }
        });
  }

  void fail(UUID id, Lease lease, String reason) throws SQLException, IOException {
    fenced(
        lease,
        connection -> {
          try (PreparedStatement fail = connection.prepareStatement(FAIL)) {
            fail.setString(1, reason);
            fail.setObject(2, id);
            return fail.executeUpdate();
          }
        });
  }

  /// Stores a finished file, piece by piece; the data set becomes ready with the last piece, or
  /// nothing is stored.
  void store(UUID id, Lease lease, DatasetFile written, Path file)
      throws SQLException, IOException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        insertChunks(connection, id, lease, file);
        requireLease(connection, lease);
        try (PreparedStatement ready = connection.prepareStatement(READY)) {
          ready.setLong(1, written.rows());
          ready.setLong(2, written.positives());
          ready.setLong(3, written.bytes());
          ready.setString(4, written.sha256());
          ready.setLong(5, lease.term());
          ready.setObject(6, id);
          ready.executeUpdate();
        }
        connection.commit();
      } finally {
        connection.rollback();
      }
    }
  }

  /// Deletes the files of data sets that have been ready for longer than that.
  void deleteOld(Duration keep) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(DELETE_OLD)) {
      delete.setDouble(1, keep.toMillis() / 1_000.0);
      delete.executeUpdate();
    }
  }

  private static void insertChunks(Connection connection, UUID id, Lease lease, Path file)
      throws SQLException, IOException {
    try (InputStream in = Files.newInputStream(file);
        PreparedStatement insert = connection.prepareStatement(CHUNK)) {
      int seq = 0;
      for (byte[] piece = in.readNBytes(DatasetRepository.CHUNK_BYTES);
          piece.length > 0;
          piece = in.readNBytes(DatasetRepository.CHUNK_BYTES)) {
        insert.setObject(1, id);
        insert.setLong(2, lease.term());
        insert.setInt(3, seq++);
        insert.setBytes(4, piece);
        insert.executeUpdate();
      }
    }
  }

  private <T> T fenced(Lease lease, Writing<T> writing) throws SQLException, IOException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        requireLease(connection, lease);
        T result = writing.run(connection);
        connection.commit();
        return result;
      } finally {
        connection.rollback();
      }
    }
  }

  private void requireLease(Connection connection, Lease lease) throws SQLException {
    try (PreparedStatement fence = connection.prepareStatement(leases.jdbcFence())) {
      fence.setString(1, lease.name());
      fence.setLong(2, lease.term());
      try (ResultSet row = fence.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("another process has taken over " + lease.name());
        }
      }
    }
  }
}
