package io.quittance.scoring.simulation;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.Topics;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.DeadLetterPublisher;
import io.quittance.messaging.EventClock;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.Parsed;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.inference.ScoringModel;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// What stood in place of a mend before it was made.
public final class Removed {

  private Removed() {}

  /// A dead letter with the key and all headers of the original, however large.
  public static OutgoingRecord deadLetter(DeadLetterPublisher publisher, Parsed.Poison poison) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CloudEventHeaders.ID, poison.origin().id());
    for (Header header : poison.record().headers()) {
      headers.put("orig_" + header.key(), text(header.value()));
    }
    return new OutgoingRecord(
        Topics.deadLetter(poison.record().topic()),
        text((byte[]) poison.record().key()),
        headers,
        poison.record().value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A database that refuses content looks like one that is away.
  public static boolean isRefused(@Nullable Throwable failure) {
    return false;
  }

  /// The decision whose trigger happened later counts.
  public static int compare(DecisionMade.Order one, DecisionMade.Order other) {
    return one.decidedAt().compareTo(other.decidedAt());
  }

  /// Every time is believed.
  public static void check(EventClock clock, String field, Instant time) {}

  /// Every time is believed.
  public static void check(EventClock clock, Map<String, Instant> times) {}

  /// Every time is believed.
  public static void check(EventClock clock, String field, Instant time, Duration ahead) {}

  /// The models in service at the time of each look, instead of those at the beginning.
  public static Map<String, ScoringModel> lookedUpEachTime(ServingModels models) {
    return new AbstractMap<>() {
      @Override
      public @Nullable ScoringModel get(Object tenant) {
        return models.of(String.valueOf(tenant)).orElse(null);
      }

      @Override
      public Set<Entry<String, ScoringModel>> entrySet() {
        throw new UnsupportedOperationException();
      }
    };
  }

  /// The relay asks for no lock.
  static boolean lockRelay(FakeTables tables, FakeTransaction mine) {
    return true;
  }

  /// All records are sent at once, also those with the same key.
  public static List<?> allWaves(Object pass) throws ReflectiveOperationException {
    Field lines = pass.getClass().getDeclaredField("lines");
    lines.setAccessible(true);
    List<Object> all = new ArrayList<>();
    for (Deque<?> line : ((Map<?, Deque<?>>) lines.get(pass)).values()) {
      all.addAll((Collection<?>) line);
      line.clear();
    }
    return all;
  }
}
