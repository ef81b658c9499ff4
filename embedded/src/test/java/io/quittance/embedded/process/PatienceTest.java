package io.quittance.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatienceTest {
  @Test
  void oneFactorScalesEveryLimit() {
    var twice = Patience.of("2.0");

    assertEquals(Duration.ofSeconds(45), new Patience(1).quiet());
    assertEquals(Duration.ofSeconds(90), twice.quiet());
    assertEquals(Duration.ofMinutes(6), twice.processorTime());
    assertEquals(Duration.ofSeconds(20), twice.scaled(Duration.ofSeconds(10)));
    assertEquals("2", twice.text());
    assertEquals("0.5", Patience.of("0.5").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "0", "-1", "NaN", "1e9"})
  void whatIsNoFactorIsNamed(String text) {
    var failure = assertThrows(IllegalArgumentException.class, () -> Patience.of(text));

    assertTrue(failure.toString().contains("QUITTANCE_PATIENCE"), failure.toString());
    assertTrue(failure.toString().contains("'" + text + "'"), failure.toString());
  }
}
