package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A new time in a record must be listed here or be compared with the clock.
class PastTimesTest {

  private static final Set<String> MAY_LIE_AHEAD =
      Set.of(
          "Placed.limitationEndsAt",
          "PromiseMade.dueAt",
          "InstalmentAssessed.dueAt",
          "Recommendation.notBefore",
          "Recommendation.notAfter",
          "ActionValue.notBefore",
          "ActionValue.notAfter",
          "Blocked.until");

  private static Set<String> pastTimes(Object record) {
    return switch (record) {
      case AccountFact fact -> fact.pastTimes().keySet();
      case DecisionMade decision -> decision.pastTimes().keySet();
      case RetrainingRequested request -> request.pastTimes().keySet();
      case ModelLifecycleChanged change -> change.pastTimes().keySet();
      default -> Set.of();
    };
  }

  private static void collect(String prefix, Object value, Set<String> found)
      throws ReflectiveOperationException {
    if (value instanceof Collection<?> elements) {
      for (Object element : elements) {
        collect(prefix, element, found);
      }
      return;
    }
    if (!(value instanceof Record)) {
      return;
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = value.getClass().getSimpleName() + "." + component.getName();
      if (component.getType() == Instant.class && !MAY_LIE_AHEAD.contains(name)) {
        found.add(prefix + component.getName());
      }
      component.getAccessor().setAccessible(true);
      Object inner = component.getAccessor().invoke(value);
      if (inner != null) {
        collect(prefix + component.getName() + ".", inner, found);
      }
    }
  }

  @Test
  void everyTimeOfEveryRecordIsComparedWithTheClockOrMayLieAhead()
      throws ReflectiveOperationException {
    for (Map.Entry<String, Object> example : EventExamples.all().entrySet()) {
      Set<String> found = new TreeSet<>();
      collect("", example.getValue(), found);

      assertEquals(found, new TreeSet<>(pastTimes(example.getValue())), example.getKey());
    }
  }
}
