package io.quittance.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "USD, 148250, 'USD 1,482.50'",
    "JPY, 1482, 'JPY 1,482'",
    "KWD, 1482, KWD 1.482",
    "EUR, -40, EUR −0.40",
    "USD, 0.5, USD 0.00",
    "USD, 1.5, USD 0.02",
    "USD, -0.4, USD 0.00",
    "ABC, 100, ABC 1.00",
  })
  void anAmountHasItsCodeAndTheDigitsOfItsCurrency(String currency, double minor, String shown) {
    assertEquals(shown, Money.shown(minor, currency));
  }

  @Test
  void withoutACurrencyTheMinorUnitsAreNamed() {
    assertEquals("1,482 minor units", Money.shown(1482, null));
  }
}
