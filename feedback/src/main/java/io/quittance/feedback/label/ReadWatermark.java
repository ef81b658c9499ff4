package io.quittance.feedback.label;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/// The stored watermark of a tenant, for callers on worker threads. Blocks.
@ApplicationScoped
public class ReadWatermark {

  private final DataSource database;

  ReadWatermark(DataSource database) {
    this.database = database;
  }

  public Optional<Instant> of(String tenant) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select watermark from feedback.label_progress where tenant = ?")) {
      query.setString(1, tenant);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
            : Optional.empty();
      }
    }
  }
}
