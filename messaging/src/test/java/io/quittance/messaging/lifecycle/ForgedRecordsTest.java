package io.quittance.messaging.lifecycle;

import static io.quittance.messaging.lifecycle.Signer.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quittance.core.event.EventCodec;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.messaging.Clocks;
import io.quittance.messaging.DefaultTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody who may write to the topic, but has no key, can put there.
final class ForgedRecordsTest {

  private static final String KEY = "acme/payment-30d";
  private static final String MODEL = "payment-30d";
  private static final Signer REGISTRY = new Signer();
  private static final Signer STRANGER = new Signer();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<ModelLifecycleChanged> heard = new ArrayList<>();
  private final AtomicInteger doubts = new AtomicInteger();
  private final LifecycleReader reader =
      new LifecycleReader(
          Map.of(), new DefaultTopics(), Clocks.now(), REGISTRY.verifier(), metrics);

  /// A record.
  private record Sent(@Nullable String key, byte @Nullable [] value, Map<String, String> headers) {

    static Sent of(String key, DsseEnvelope signed) {
      return new Sent(key, signed.payload(), LifecycleSignature.headers(signed));
    }

    Sent withHeader(String name, String value) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(name, value);
      return new Sent(key, this.value, changed);
    }

    ConsumerRecord<byte[], byte[]> record() {
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(
              "model-lifecycle", 0, 0, key == null ? null : key.getBytes(UTF_8), value);
      headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
      return record;
    }
  }

  static Stream<Arguments> attacks() {
    ModelLifecycleChanged wanted = snapshot(MODEL, 200L, 9, 666);
    Sent genuine = Sent.of(KEY, REGISTRY.sign(snapshot(MODEL, 200L, 9, 9)));
    byte[] forged = EventCodec.write(wanted);
    byte[] last =
        new String(forged, UTF_8)
            .replace("\"revision\":9,", "\"revision\":9223372036854775807,")
            .getBytes(UTF_8);
    byte[] huge = new byte[1_000_000];
    return Stream.of(
        Arguments.of("no signature", "unsigned", new Sent(KEY, forged, Map.of())),
        Arguments.of("no signature and no JSON", "unsigned", new Sent(KEY, new byte[0], Map.of())),
        Arguments.of("the last revision of all", "unsigned", new Sent(KEY, last, Map.of())),
        Arguments.of("key of a stranger", "unknown-key", Sent.of(KEY, STRANGER.sign(wanted))),
        Arguments.of(
            "key of a stranger who claims to be the registry",
            "bad-signature",
            Sent.of(KEY, STRANGER.sign(wanted))
                .withHeader(LifecycleSignature.KEY_ID, REGISTRY.id())),
        Arguments.of(
            "another payload under a genuine signature",
            "bad-signature",
            new Sent(KEY, forged, genuine.headers())),
        Arguments.of(
            "a genuine signature for another purpose",
            "bad-signature",
            Sent.of(KEY, DsseEnvelope.sign("text/plain", forged, REGISTRY.pair()))),
        Arguments.of(
            "garbage as signature",
            "bad-signature",
            genuine.withHeader(LifecycleSignature.SIGNATURE, "\u0000%%%")),
        Arguments.of(
            "a signature that is too short",
            "bad-signature",
            genuine.withHeader(LifecycleSignature.SIGNATURE, "AAAA")),
        Arguments.of(
            "garbage as the key's id",
            "unknown-key",
            genuine.withHeader(LifecycleSignature.KEY_ID, "\u0000\u00ff")),
        Arguments.of(
            "a header of a kilobyte",
            "too-large",
            genuine.withHeader(LifecycleSignature.SIGNATURE, "A".repeat(1_024))),
        Arguments.of(
            "a megabyte, signed by the registry", "too-large", Sent.of(KEY, REGISTRY.sign(huge))),
        Arguments.of(
            "the snapshot of another model",
            "key-mismatch",
            Sent.of(KEY, REGISTRY.sign(snapshot("other", 200L, 9, 666)))),
        Arguments.of("an older snapshot", "stale", Sent.of(KEY, REGISTRY.sign(known(2, 2)))),
        Arguments.of(
            "another snapshot of the same revision",
            "stale",
            Sent.of(KEY, REGISTRY.sign(known(3, 4)))),
        Arguments.of("deletion", "deleted", new Sent(KEY, null, Map.of())),
        Arguments.of(
            "a revision after which none can follow, signed",
            "malformed",
            Sent.of(KEY, REGISTRY.sign(last))),
        Arguments.of(
            "no snapshot, signed", "malformed", Sent.of(KEY, REGISTRY.sign("{}".getBytes(UTF_8)))));
  }

  private static ModelLifecycleChanged known(long revision, int version) {
    return snapshot(MODEL, 100L, revision, version);
  }

  private void start() {
    reader.listen(signed -> heard.add(signed.change()), doubts::incrementAndGet);
  }

  private void accept(Sent sent) {
    reader.accept(sent.record());
  }

  private Map<String, Double> refused() {
    return metrics.find("quittance.lifecycle.refused").counters().stream()
        .filter(counter -> counter.count() > 0)
        .collect(
            Collectors.toMap(
                counter -> String.valueOf(counter.getId().getTag("reason")),
                counter -> counter.count()));
  }

  @Test
  void everyReasonIsCountedFromTheStart() {
    Set<String> reasons =
        metrics.find("quittance.lifecycle.refused").counters().stream()
            .map(counter -> String.valueOf(counter.getId().getTag("reason")))
            .collect(Collectors.toSet());

    assertEquals(Refusal.values().length, reasons.size());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("attacks")
  void aForgedRecordChangesNothingAndTheNextPromotionIsHeard(
      String attack, String reason, Sent forged) {
    start();
    reader.readToItsEnd();
    accept(Sent.of(KEY, REGISTRY.sign(known(3, 3))));

    accept(forged);

    assertEquals(List.of(known(3, 3)), heard);
    assertEquals(known(3, 3), reader.latest("acme", MODEL).orElseThrow());
    assertEquals(Map.of(reason, 1.0), refused());
    assertEquals(1, doubts.get());
    assertEquals(Set.of(KEY), reader.overwritten());
    assertTrue(reader.latest("acme", "other").isEmpty());
    accept(Sent.of(KEY, REGISTRY.sign(known(4, 4))));
    assertEquals(List.of(known(3, 3), known(4, 4)), heard);
    assertEquals(Set.of(), reader.overwritten());
  }

  @Test
  void theSnapshotOfATenantUnderTheKeyOfAnotherIsRefused() {
    start();
    reader.readToItsEnd();

    accept(Sent.of("victim/payment-30d", REGISTRY.sign(known(3, 3))));
    accept(Sent.of("k".repeat(2_000), REGISTRY.sign(known(3, 3))));
    reader.accept(
        new ConsumerRecord<>("model-lifecycle", 0, 0, null, REGISTRY.sign(known(3, 3)).payload()));

    assertEquals(List.of(), heard);
    assertEquals(Map.of("key-mismatch", 1.0, "too-large", 1.0, "unsigned", 1.0), refused());
    assertEquals(Set.of(), reader.overwritten());
  }

  /// As after an upgrade: what an earlier version wrote is still there, and the registry has
  /// published everything again.
  @Test
  void whatAGoodRecordFollowsIsOfThePastWhenTheTopicIsRead() {
    start();
    accept(new Sent(KEY, EventCodec.write(known(2, 2)), Map.of()));
    accept(new Sent("acme/gone", new byte[] {1}, Map.of()));
    accept(Sent.of(KEY, REGISTRY.sign(known(3, 3))));

    reader.readToItsEnd();

    assertEquals(List.of(known(3, 3)), heard);
    assertEquals(Map.of("unsigned", 1.0), refused());
    assertEquals(1, doubts.get());
    assertEquals(Set.of(), reader.overwritten());
  }

  @Test
  void anOldSnapshotAtTheEndOfTheTopicDoesNotReplaceTheOneThatWasStored() {
    List<ModelLifecycleChanged> restored = new ArrayList<>();
    reader.restore(
        List.of(STRANGER.sign(known(9, 9)), REGISTRY.sign(known(5, 5)), REGISTRY.sign(known(4, 4))),
        signed -> restored.add(signed.change()));
    start();
    accept(Sent.of(KEY, REGISTRY.sign(known(2, 2))));

    reader.readToItsEnd();

    assertEquals(List.of(known(5, 5)), restored);
    assertEquals(List.of(), heard);
    assertEquals(Map.of("stale", 1.0, "unknown-key", 1.0), refused());
    assertEquals(1, doubts.get());
    assertEquals(false, reader.isTold(MODEL));
    accept(Sent.of(KEY, REGISTRY.sign(known(5, 5))));
    assertEquals(true, reader.isTold(MODEL));
    assertEquals(Set.of(), reader.overwritten());
  }

  @Test
  void theRegistrysAnswerCountsIfItIsSignedAndNewer() throws RefusedSnapshotException {
    start();
    accept(Sent.of(KEY, REGISTRY.sign(known(2, 2))));

    reader.offer(REGISTRY.sign(known(5, 5)));
    reader.offer(REGISTRY.sign(known(4, 4)));
    assertThrows(RefusedSnapshotException.class, () -> reader.offer(STRANGER.sign(known(9, 9))));

    assertEquals(List.of(known(2, 2), known(5, 5)), heard);
    assertEquals(0, doubts.get());
  }

  @Test
  void aFloodOfKeysIsNotKept() {
    start();
    for (int i = 0; i < 20_000; i++) {
      accept(new Sent("acme/m-" + i, new byte[] {1}, Map.of()));
    }

    assertEquals(10_000, reader.overwritten().size());
    reader.readToItsEnd();
    assertEquals(Set.of(), reader.overwritten());
  }

  @Test
  void duringARotationBothKeysAreBelieved() {
    Signer next = new Signer();
    SnapshotVerifier both =
        new SnapshotVerifier(
            Map.of(REGISTRY.id(), REGISTRY.pair().getPublic(), next.id(), next.pair().getPublic()));
    LifecycleReader rotating =
        new LifecycleReader(
            Map.of(), new DefaultTopics(), Clocks.now(), both, new SimpleMeterRegistry());

    rotating.accept(Sent.of(KEY, REGISTRY.sign(known(3, 3))).record());
    rotating.accept(Sent.of(KEY, next.sign(known(4, 4))).record());
    rotating.accept(Sent.of(KEY, REGISTRY.sign(known(4, 4))).record());

    assertEquals(known(4, 4), rotating.latest("acme", MODEL).orElseThrow());
    assertEquals(REGISTRY.id(), rotating.snapshots().values().iterator().next().envelope().keyId());
  }
}
