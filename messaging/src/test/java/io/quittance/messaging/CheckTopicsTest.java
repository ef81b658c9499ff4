package io.quittance.messaging;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CheckTopicsTest {

  private static void check(Map<String, String> settings) {
    new CheckTopics(
            new SmallRyeConfigBuilder()
                .withMapping(TopicsConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(TopicsConfig.class))
        .check();
  }

  private static String refusal(Map<String, String> settings) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> check(settings)).getMessage());
  }

  @Test
  void theDefaultsAndOwnNamesAreFine() {
    assertDoesNotThrow(() -> check(Map.of()));
    assertDoesNotThrow(() -> check(Map.of("quittance.topics.outcomes", "bank.outcomes_v2-a")));
  }

  @Test
  void aNameThatNoBrokerTakesIsRefusedWithItsSetting() {
    assertEquals(
        "quittance.topics.outcomes is 'out comes': a topic's name is 1 to 245 letters, digits, '.', '_' or '-'",
        refusal(Map.of("quittance.topics.outcomes", "out comes")));
  }

  @Test
  void twoKindsOfRecordsShareNoTopic() {
    assertEquals(
        "quittance.topics.account-events and quittance.topics.outcomes both are 'events': each kind of record has a topic of its own",
        refusal(
            Map.of(
                "quittance.topics.account-events", "events",
                "quittance.topics.outcomes", "events")));
  }
}
