package io.quittance.e2e.faults.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.simulator.Simulation;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisonMixTest {

  private static final int BROKER_LIMIT = 1_048_576;
  private static final List<SimulatedRecord> GOOD =
      Simulation.create(SimulationConfig.of(50, 10, 1)).accountEvents(0);

  @ParameterizedTest
  @EnumSource
  void everyKindFitsTheBrokerAndDiffersFromTheGoodRecordInMoreThanItsIdentity(PoisonMix.Kind kind) {
    SimulatedRecord good = GOOD.getFirst();

    ProducerRecord<byte[], byte[]> bad = PoisonMix.bad(kind, good, 7);

    assertTrue(size(bad) < BROKER_LIMIT);
    boolean sameParts =
        Arrays.equals(good.key(), bad.key())
            && Arrays.equals(good.data(), bad.value())
            && sameHeaders(good, bad);
    assertFalse(sameParts);
  }

  @Test
  void noBadRecordHasTheIdentityOfAnother() {
    PoisonMix mix = new PoisonMix(1);
    mix.share(1);
    Set<String> identities = new HashSet<>();
    int made = 0;

    for (SimulatedRecord good : GOOD) {
      for (ProducerRecord<byte[], byte[]> bad : mix.after(good)) {
        identities.add(text(bad, "ce_id"));
        assertFalse(text(bad, "ce_id").equals(good.envelope().identity().id()));
        made++;
      }
    }

    assertEquals(GOOD.size(), made);
    assertEquals(made, identities.size());
    assertEquals(made, mix.made());
  }

  @Test
  void theShareIsKeptAndZeroMeansNone() {
    PoisonMix mix = new PoisonMix(1);
    int none = 0;
    for (int i = 0; i < 1_000; i++) {
      none += mix.after(GOOD.getFirst()).size();
    }
    mix.share(0.01);
    int some = 0;
    for (int i = 0; i < 20_000; i++) {
      some += mix.after(GOOD.getFirst()).size();
    }

    assertEquals(0, none);
    assertTrue(some > 140 && some < 260, "made " + some);
  }

  @Test
  void equalSeedsMakeEqualRecords() {
    List<ProducerRecord<byte[], byte[]>> first = all(5);
    List<ProducerRecord<byte[], byte[]>> second = all(5);

    assertEquals(first.size(), second.size());
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(first.get(i).value(), second.get(i).value());
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> all(long seed) {
    PoisonMix mix = new PoisonMix(seed);
    mix.share(0.3);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    GOOD.forEach(good -> records.addAll(mix.after(good)));
    return records;
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    int size = record.key() == null ? 0 : record.key().length;
    size += record.value() == null ? 0 : record.value().length;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length;
    }
    return size;
  }

  private static boolean sameHeaders(SimulatedRecord good, ProducerRecord<byte[], byte[]> bad) {
    Set<String> names = new HashSet<>();
    bad.headers().forEach(header -> names.add(header.key()));
    return names.equals(good.headers().keySet())
        && good.headers().entrySet().stream()
            .filter(header -> !header.getKey().equals("ce_id"))
            .allMatch(header -> header.getValue().equals(text(bad, header.getKey())))
        && text(bad, "ce_id").equals("poison-7");
  }

  private static String text(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
