package io.quittance.messaging.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.Fuzzed;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.core.event.ModelLifecycleChanged.VersionRef;
import io.quittance.core.text.Json;
import io.quittance.messaging.Clocks;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.DefaultTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/// Snapshots of the lifecycle topic, one a line, all of them signed: what a registry with a fault
/// could write.
final class LifecycleReaderFuzzTest {

  private static final Signer SIGNER = new Signer();
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

  static Stream<byte[]> snapshots() {
    return Stream.of(
        Stream.of(
                snapshot(1, NOW, Map.of(Alias.CHAMPION, new VersionRef(1, "ab".repeat(32)))),
                snapshot(3, NOW.minusSeconds(60), Map.of()),
                snapshot(2, NOW, Map.of(Alias.SHADOW, new VersionRef(2, "cd".repeat(32)))),
                snapshot(1_764_000_000_000L, 1, NOW, Map.of()),
                snapshot(4, NOW.plusSeconds(86_400), Map.of()))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] snapshot(long revision, Instant at, Map<Alias, VersionRef> aliases) {
    return snapshot(null, revision, at, aliases);
  }

  private static byte[] snapshot(
      @Nullable Long incarnation, long revision, Instant at, Map<Alias, VersionRef> aliases) {
    return EventCodec.write(
        new ModelLifecycleChanged("acme", "payment-30d", revision, at, aliases, incarnation));
  }

  @MethodSource("snapshots")
  @FuzzTest
  void everySnapshotHeardIsNewerThanTheOneBefore(byte[] input) {
    LifecycleReader reader =
        new LifecycleReader(
            Map.of(),
            new DefaultTopics(),
            Clocks.at(NOW),
            SIGNER.verifier(),
            new SimpleMeterRegistry());
    Map<String, ModelLifecycleChanged> heard = new HashMap<>();
    reader.listen(told -> hear(told.change(), heard), () -> {});
    for (String line : new String(input, StandardCharsets.ISO_8859_1).split("\n")) {
      byte[] data = line.isEmpty() ? null : line.getBytes(StandardCharsets.ISO_8859_1);

      reader.accept(signed(data));
    }

    heard
        .values()
        .forEach(
            last -> assertEquals(last, reader.latest(last.tenant(), last.model()).orElseThrow()));
  }

  private static ConsumerRecord<byte[], byte[]> signed(byte @Nullable [] data) {
    byte[] key = "acme/payment-30d".getBytes(StandardCharsets.UTF_8);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("model-lifecycle", 0, 0, key, data);
    if (data != null) {
      LifecycleSignature.headers(SIGNER.sign(data))
          .forEach(
              (name, value) ->
                  record.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
    }
    return record;
  }

  private static void hear(ModelLifecycleChanged change, Map<String, ModelLifecycleChanged> heard) {
    String model = CloudEventHeaders.recordKey(change.tenant(), change.model());
    ModelLifecycleChanged before = heard.put(model, change);
    assertTrue(before == null || change.order().isAfter(before.order()), "an older snapshot");
    assertTrue(!change.changedAt().isAfter(NOW.plusSeconds(600)), "a snapshot of the future");
    byte[] written = EventCodec.write(change);
    assertEquals(change, EventCodec.read(written, ModelLifecycleChanged.class));
    try {
      Fuzzed.storable(Json.read(written));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
