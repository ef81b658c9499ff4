package io.quittance.feedback.label;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.feedback.label.Watermark.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatermarkTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-01-09T00:00:00Z");

  private final Watermark watermark = new Watermark(Duration.ofSeconds(5), NOW.minusSeconds(60));

  private static Topic topic(Instant newest, int secondsAgo) {
    return new Topic(newest, NOW.minusSeconds(secondsAgo));
  }

  @Test
  void isTheMinimumWhileBothTopicsSpeak() {
    assertEquals(Optional.of(EARLY), watermark.advance(null, topic(LATE, 1), topic(EARLY, 4), NOW));
    assertEquals(Optional.of(EARLY), watermark.advance(null, topic(EARLY, 4), topic(LATE, 1), NOW));
  }

  @Test
  void aSilentTopicNoLongerHoldsTheOtherBack() {
    assertEquals(Optional.of(LATE), watermark.advance(null, topic(LATE, 1), topic(EARLY, 5), NOW));
    assertEquals(Optional.of(LATE), watermark.advance(null, null, topic(LATE, 1), NOW));
  }

  @Test
  void whenAllAreSilentEverythingHasBeenRead() {
    assertEquals(Optional.of(LATE), watermark.advance(null, topic(LATE, 9), topic(EARLY, 5), NOW));
  }

  @Test
  void neverGoesBack() {
    assertEquals(Optional.of(LATE), watermark.advance(LATE, topic(EARLY, 1), topic(EARLY, 1), NOW));
  }

  @Test
  void silenceCountsFromTheStartOfTheProcess() {
    Watermark restarted = new Watermark(Duration.ofSeconds(5), NOW.minusSeconds(4));
    assertEquals(
        Optional.of(EARLY), restarted.advance(null, topic(LATE, 4_000), topic(EARLY, 4_000), NOW));
    assertEquals(Optional.empty(), restarted.advance(null, topic(LATE, 1), null, NOW));
    assertEquals(Optional.of(EARLY), restarted.advance(EARLY, topic(LATE, 1), null, NOW));
  }

  @Test
  void saysNothingBeforeTheFirstRecord() {
    assertEquals(Optional.empty(), watermark.advance(null, null, null, NOW));
  }
}
