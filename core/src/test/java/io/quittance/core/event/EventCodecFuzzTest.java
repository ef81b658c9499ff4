package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quittance.core.Fuzzed;
import io.quittance.core.text.Json;
import io.quittance.core.validation.InvalidEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Records of `account-events`, `outcomes` and `decisions`: a line with the type, then the data.
final class EventCodecFuzzTest {

  static Stream<byte[]> examples() {
    return EventExamples.all().entrySet().stream()
        .map(
            example ->
                (example.getKey()
                        + '\n'
                        + new String(EventCodec.write(example.getValue()), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("examples")
  @FuzzTest
  void aRecordIsRefusedOrReadAndWrittenAlike(byte[] input) throws IOException {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    String type = new String(input, 0, end, StandardCharsets.UTF_8);
    byte[] data = Arrays.copyOfRange(input, Math.min(input.length, end + 1), input.length);
    Record record;
    try {
      record = Fuzzed.bounded(input, () -> read(type, data));
    } catch (InvalidEventException _) {
      return;
    }

    byte[] written = EventCodec.write(record);
    Record again = read(type, written);

    assertEquals(record, again);
    assertArrayEquals(written, EventCodec.write(again));
    Fuzzed.storable(Json.read(written));
  }

  private static Record read(String type, byte[] data) {
    return switch (type) {
      case EventTypes.DECISION_MADE -> EventCodec.read(data, DecisionMade.class);
      case EventTypes.RETRAINING_REQUESTED -> EventCodec.read(data, RetrainingRequested.class);
      case EventTypes.MODEL_LIFECYCLE_CHANGED -> EventCodec.read(data, ModelLifecycleChanged.class);
      default -> (Record) EventCodec.accountFact(type, data);
    };
  }
}
