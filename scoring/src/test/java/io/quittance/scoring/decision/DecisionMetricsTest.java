package io.quittance.scoring.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.EventCodec;
import io.quittance.core.vocabulary.Action;
import io.quittance.scoring.plan.Sample;
import io.quittance.scoring.review.ReviewMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionMetricsTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");

  private static void block(ArrayNode blocked, String rule, @Nullable String pack) {
    blocked
        .addObject()
        .put("action", "call")
        .put("ruleId", rule)
        .put("citation", "citation")
        .put("text", "text")
        .put("pack", pack);
  }

  /// A decision that names no pack was made before decisions told it.
  @Test
  void blockedActionsAreCountedByRuleAndPack() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    DecisionMetrics metrics =
        new DecisionMetrics(registry, Clock.systemUTC(), new ReviewMetrics(registry));
    Sample sample = Sample.of("a-1", "p-1", TIME, Map.of(Action.SMS, 80.0));
    JsonNode json = EventCodec.mapper().readTree(sample.line());
    ArrayNode blocked = (ArrayNode) json.get("blocked");
    block(blocked, "HC20", "strict");
    block(blocked, "HC20", "uk-fca");
    block(blocked, "HC03", null);

    metrics.decision(
        EventCodec.read(json.toString().getBytes(StandardCharsets.UTF_8), DecisionMade.class));

    assertEquals(1, count(registry, "strict/HC20"));
    assertEquals(1, count(registry, "uk-fca/HC20"));
    assertEquals(1, count(registry, "HC03"));
    assertEquals(3, registry.find("quittance.blocked.actions").counters().size());
  }

  private static double count(SimpleMeterRegistry registry, String rule) {
    return registry.get("quittance.blocked.actions").tag("rule", rule).counter().count();
  }
}
