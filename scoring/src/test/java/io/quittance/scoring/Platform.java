package io.quittance.scoring;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.EventIdentity;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/// What tests ask of the running service's topics and tables.
public final class Platform {

  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final QuittanceTestResource surroundings;

  public Platform(QuittanceTestResource surroundings) {
    this.surroundings = surroundings;
  }

  /// The records of the decision that this event caused, once there is one.
  public List<ConsumerRecord<String, byte[]>> awaitDecisions(EventIdentity identity) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> published(identity), records -> !records.isEmpty());
  }

  /// The decision that this event caused, once it is published.
  public DecisionMade awaitDecision(EventIdentity identity) {
    return EventCodec.read(awaitDecisions(identity).getFirst().value(), DecisionMade.class);
  }

  /// The records on the decisions topic of the decision that this event caused.
  public List<ConsumerRecord<String, byte[]>> published(EventIdentity identity) {
    String id = identity.decisionId().toString();
    return surroundings.topics().records("decisions").stream()
        .filter(record -> id.equals(TestTopics.header(record, "ce_id")))
        .toList();
  }

  /// The dead letter whose original has this event id, once there is one.
  public ConsumerRecord<String, byte[]> awaitDeadLetter(String topic, String header, String value) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                surroundings.topics().records(topic + "-dlq").stream()
                    .filter(record -> value.equals(TestTopics.header(record, header)))
                    .toList(),
            records -> !records.isEmpty())
        .getFirst();
  }

  /// The first column of each row, as text.
  public List<String> query(String sql, Object... parameters) {
    try (Connection connection = surroundings.jdbc();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(String.valueOf(rows.getString(1)));
        }
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits until the query gives these values.
  public void await(List<String> expected, String sql, Object... parameters) {
    Awaitility.await().atMost(PATIENCE).until(() -> query(sql, parameters), expected::equals);
  }
}
