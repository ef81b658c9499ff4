package io.quittance.retraining.job;

import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.RetrainingRequested;
import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.core.event.Topics;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Requests for training as feedback publishes them, and what the database holds of their jobs.
record TrainingRequests(QuittanceTestResource platform) {

  private static final String KEY = "default/payment-30d";

  /// Publishes a request and waits for the broker.
  void send(UUID request, Cause cause) {
    send(request, value(request, cause));
  }

  /// Publishes a record with the data and waits for the broker.
  void send(UUID id, byte[] data) {
    platform.topics().send(Topics.RETRAINING_REQUESTS, KEY, headers(id), data);
  }

  /// Publishes a request without waiting.
  void sendLater(UUID request) {
    sendLater(request, value(request, Cause.COLD_START));
  }

  /// Publishes what is no request, without waiting.
  void sendBad() {
    sendLater(UUID.randomUUID(), "{".getBytes(StandardCharsets.UTF_8));
  }

  private void sendLater(UUID id, byte[] data) {
    platform.topics().sendLater(Topics.RETRAINING_REQUESTS, KEY, headers(id), data);
  }

  private static byte[] value(UUID request, Cause cause) {
    return EventCodec.write(
        new RetrainingRequested(
            request,
            "default",
            "payment-30d",
            cause,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-05-01T00:00:00Z"),
            4_000,
            List.of("enough labels are mature"),
            Instant.parse("2026-06-01T00:00:00.123456789Z")));
  }

  private static Map<String, String> headers(UUID id) {
    return TestTopics.cloudEvent(
        id.toString(),
        "/quittance/feedback",
        EventTypes.RETRAINING_REQUESTED,
        Instant.parse("2026-06-01T00:00:00Z"));
  }

  /// Returns a column of a job as text, empty while there is no such job.
  String column(UUID job, String column) {
    List<String> values = query("select " + column + " from retraining.job where id = ?", job);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// Returns the states that a job entered, oldest first.
  List<String> history(UUID job) {
    return query("select state from retraining.job_transition where job_id = ? order by id", job);
  }

  /// Empty also while the schema is not there yet.
  private List<String> query(String sql, UUID job) {
    List<String> values = new ArrayList<>();
    try (Connection connection = platform.jdbc();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, job);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          values.add(String.valueOf(result.getString(1)));
        }
      }
    } catch (SQLException e) {
      if (!"42P01".equals(e.getSQLState())) {
        throw new IllegalStateException(e);
      }
    }
    return values;
  }
}
