package io.quittance.scoring.permit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.vocabulary.Action;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PermitMetricsTest {

  private static Blocked blocked(String rule, @Nullable String pack) {
    return new Blocked(Action.CALL, rule, "citation", null, "text", pack, null);
  }

  @Test
  void refusalsAreCountedByRuleAndPack() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PermitMetrics metrics = new PermitMetrics(registry);

    metrics.refused(
        List.of(blocked("HC20", "strict"), blocked("HC20", "uk-fca"), blocked("PACK", null)));
    metrics.refused(List.of(blocked("HC20", "strict")));

    Map<String, Double> counts =
        registry.find("quittance.permit.refusals").counters().stream()
            .collect(
                Collectors.toMap(
                    each ->
                        each.getId().getTags().stream().map(Tag::getValue).findFirst().orElse(""),
                    each -> each.count()));
    assertEquals(Map.of("strict/HC20", 2.0, "uk-fca/HC20", 1.0, "PACK", 1.0), counts);
    assertEquals(2, registry.get("quittance.permits").tag("status", "refused").counter().count());
  }
}
