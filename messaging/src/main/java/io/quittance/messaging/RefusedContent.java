package io.quittance.messaging;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Tells a database that refuses what a record holds from one that is away.
public final class RefusedContent {

  /// The cause under which such a record becomes a dead letter.
  public static final String CAUSE = "storage-refused";

  private RefusedContent() {}

  /// Returns whether a retry would fail again: PostgreSQL reported a data exception (SQLSTATE class
  /// 22) or a violated constraint (23), whatever wraps it.
  public static boolean is(@Nullable Throwable failure) {
    String state = sqlState(failure);
    return state.startsWith("22") || state.startsWith("23");
  }

  /// Returns whether a unique key is taken (SQLSTATE 23505).
  public static boolean isDuplicate(@Nullable Throwable failure) {
    return sqlState(failure).equals("23505");
  }

  /// Returns the SQLSTATE that PostgreSQL reported, whatever wraps it: Hibernate wraps the driver's
  /// failure. Empty if PostgreSQL reported none.
  public static String sqlState(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException refused && refused.getSqlState() != null) {
        return refused.getSqlState();
      }
      if (cause instanceof SQLException refused && refused.getSQLState() != null) {
        return refused.getSQLState();
      }
    }
    return "";
  }

  /// Returns the dead letter of a record that the database refuses.
  public static Parsed.Poison poison(ConsumerRecord<?, byte[]> record) {
    return new Parsed.Poison(record, CAUSE, "data", "the database refuses the content");
  }
}
