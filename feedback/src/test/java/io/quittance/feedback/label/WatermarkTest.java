package io.quittance.feedback.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.feedback.label.Watermark.Partition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatermarkTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-01-09T00:00:00Z");
  private static final TopicPartition ANY = new TopicPartition("outcomes", 1);

  private final Watermark watermark = new Watermark(Duration.ofSeconds(5), NOW.minusSeconds(60));
  private final ReadBarriers barriers = new ReadBarriers(Duration.ofDays(1));

  private static Partition read(@Nullable Instant newest, int seenSecondsAgo) {
    return new Partition(newest, NOW.minusSeconds(seenSecondsAgo), NOW);
  }

  private static Partition behind(@Nullable Instant newest, int seenSecondsAgo) {
    return new Partition(
        newest,
        newest == null ? null : NOW.minusSeconds(seenSecondsAgo),
        NOW.minusSeconds(seenSecondsAgo));
  }

  private Optional<Instant> advance(@Nullable Instant previous, Partition... partitions) {
    return watermark.advance(previous, List.of(partitions), NOW);
  }

  @Test
  void isTheMinimumWhileAllPartitionsSpeak() {
    assertEquals(Optional.of(EARLY), advance(null, read(LATE, 1), read(LATE, 2), read(EARLY, 4)));
  }

  @Test
  void aPartitionReadToItsEndThatIsSilentNoLongerHoldsTheOthersBack() {
    assertEquals(Optional.of(LATE), advance(null, read(LATE, 1), read(EARLY, 5)));
    assertEquals(Optional.of(LATE), advance(null, read(LATE, 1), new Partition(null, null, NOW)));
  }

  @Test
  void aPartitionWithUnreadRecordsHoldsItHoweverLongItHasBeenSilent() {
    assertEquals(Optional.of(EARLY), advance(null, read(LATE, 1), behind(EARLY, 50)));
    assertEquals(Optional.of(EARLY), advance(null, read(LATE, 50), behind(EARLY, 50)));
    assertEquals(Optional.empty(), advance(null, read(LATE, 1), behind(null, 50_000)));
    assertEquals(Optional.of(EARLY), advance(EARLY, read(LATE, 1), behind(null, 50_000)));
    assertEquals(
        Optional.empty(), advance(null, read(LATE, 1), new Partition(null, null, Instant.MIN)));
  }

  @Test
  void whenAllAreReadAndSilentTheNewestCounts() {
    assertEquals(Optional.of(LATE), advance(null, read(LATE, 9), read(EARLY, 5)));
  }

  @Test
  void neverGoesBack() {
    assertEquals(Optional.of(LATE), advance(LATE, read(EARLY, 1), read(EARLY, 1)));
  }

  @Test
  void isNeverAheadOfTheClock() {
    Instant far = Instant.parse("9999-01-01T00:00:00Z");

    assertEquals(Optional.of(NOW), advance(null, read(far, 1)));
    assertEquals(Optional.of(NOW), advance(far, read(EARLY, 1)));
  }

  @Test
  void silenceCountsFromTheStartOfTheProcess() {
    Watermark restarted = new Watermark(Duration.ofSeconds(5), NOW.minusSeconds(4));

    assertEquals(
        Optional.of(EARLY),
        restarted.advance(null, List.of(read(LATE, 4_000), read(EARLY, 4_000)), NOW));
    assertEquals(
        Optional.empty(),
        restarted.advance(null, List.of(read(LATE, 1), new Partition(null, null, NOW)), NOW));
  }

  @Test
  void saysNothingBeforeTheFirstRecord() {
    assertEquals(Optional.empty(), advance(null));
    assertEquals(Optional.empty(), advance(null, new Partition(null, null, NOW)));
  }

  private Instant passed() {
    return barriers.passed().getOrDefault(ANY, Instant.MAX);
  }

  @Test
  void anEmptyPartitionIsPassedAtOnce() {
    barriers.observe(ANY, 0, 0, NOW);

    assertEquals(NOW, passed());
  }

  @Test
  void anInstantIsPassedOnceWhatWasThereThenIsStored() {
    barriers.observe(ANY, 10, 10, NOW);
    barriers.observe(ANY, 10, 20, NOW.plusSeconds(1));
    assertEquals(NOW, passed());
    barriers.observe(ANY, 19, 30, NOW.plusSeconds(2));
    assertEquals(NOW, passed());
    barriers.observe(ANY, 20, 40, NOW.plusSeconds(3));
    assertEquals(NOW.plusSeconds(1), passed());
    barriers.observe(ANY, 35, 40, NOW.plusSeconds(4));
    assertEquals(NOW.plusSeconds(2), passed());
    barriers.observe(ANY, 40, 40, NOW.plusSeconds(5));
    assertEquals(NOW.plusSeconds(5), passed());
  }

  /// It had been read to its end and was silent for long; then records came, and its reader is
  /// gone.
  @Test
  void aPartitionThatWasSilentHoldsTheOthersOnceItsRecordsWait() {
    ReadBarriers impatient = new ReadBarriers(Duration.ofSeconds(15));
    impatient.observe(ANY, 10, 10, NOW.minusSeconds(16));
    for (int ago = 15; ago >= 1; ago--) {
      impatient.observe(ANY, 10, 11, NOW.minusSeconds(ago));
    }
    Instant before = impatient.passed().getOrDefault(ANY, Instant.MAX);
    impatient.observe(ANY, 10, 11, NOW);
    Instant after = impatient.passed().getOrDefault(ANY, Instant.MAX);

    assertEquals(
        Optional.of(LATE), advance(null, read(LATE, 1), new Partition(EARLY, EARLY, before)));
    assertEquals(
        Optional.of(EARLY), advance(null, read(LATE, 1), new Partition(EARLY, EARLY, after)));
    assertEquals(
        Optional.of(LATE),
        new Watermark(Duration.ofSeconds(5), NOW.minusSeconds(60))
            .advance(LATE, List.of(read(NOW, 1), new Partition(null, null, after)), NOW));
    impatient.observe(ANY, 11, 11, NOW.plusSeconds(1));
    assertEquals(NOW.plusSeconds(1), impatient.passed().get(ANY));
  }

  @Test
  void aReaderFarBehindIsNeverBelievedToBeFurtherThanItIs() {
    int beats = 5 * ReadBarriers.MOST_MARKS;
    for (int i = 1; i <= beats; i++) {
      barriers.observe(ANY, 0, i, NOW.plusSeconds(i));
    }
    assertEquals(Instant.MIN, passed());
    for (int stored = 1; stored <= beats; stored++) {
      barriers.observe(ANY, stored, beats + stored, NOW.plusSeconds(beats + stored));
      assertFalse(passed().isAfter(NOW.plusSeconds(stored)), "stored " + stored);
    }
  }
}
