package io.quittance.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JDK's own text is the oracle.
final class InstantTextTest {

  private static final long FIRST = Instant.parse("-0001-12-31T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("+10000-01-02T00:00:00Z").getEpochSecond();

  private static List<Instant> random() {
    SplittableRandom random = new SplittableRandom(12);
    int[] steps = {1_000_000_000, 1_000_000, 1_000, 1};
    return random
        .ints(20_000, 0, steps.length)
        .mapToObj(
            step ->
                Instant.ofEpochSecond(
                    random.nextLong(FIRST, LAST),
                    (long) random.nextInt(1_000_000_000) / steps[step] * steps[step]))
        .toList();
  }

  private static String told(java.util.function.Supplier<Instant> parse) {
    try {
      Instant instant = parse.get();
      return instant.getEpochSecond() + "." + instant.getNano();
    } catch (DateTimeException _) {
      return "refused";
    }
  }

  @Test
  void anyInstantIsWrittenAndReadAsByTheJdk() {
    for (Instant instant : random()) {
      assertEquals(instant.toString(), InstantText.of(instant));
      assertEquals(instant, InstantText.parse(instant.toString()));
    }
    for (Instant instant : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
      assertEquals(instant.toString(), InstantText.of(instant));
      assertEquals(instant, InstantText.parse(instant.toString()));
    }
  }

  @Test
  void anyOtherTextIsReadOrRefusedAsByTheJdk() {
    SplittableRandom random = new SplittableRandom(13);
    String signs = "0123456789-:TZtz.+ /";
    List<Instant> instants = random();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(instants.get(i).toString());
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
        default -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
      }
      String mutated = text.toString();
      assertEquals(
          told(() -> Instant.parse(mutated)), told(() -> InstantText.parse(mutated)), mutated);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00z",
        "2026-01-01t00:00:00Z",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00.5Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T24:00:01Z",
        "2016-12-31T23:59:60Z",
        "2026-01-01T23:60:00Z",
        "2026-02-29T00:00:00Z",
        "2028-02-29T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T00:00:00+01:00",
        "-026-01-01T00:00:00Z",
        "٢٠٢٦-01-01T00:00:00Z",
        "+12026-01-01T00:00:00Z"
      })
  void oddTextIsReadOrRefusedAsByTheJdk(String text) {
    assertEquals(told(() -> Instant.parse(text)), told(() -> InstantText.parse(text)));
  }
}
