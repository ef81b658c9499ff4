package io.quittance.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "148250 | USD | USD 1,482.50",
        "1482 | JPY | JPY 1,482",
        "1482 | KWD | KWD 1.482",
        "-5 | USD | USD -0.05",
        "0 | EUR | EUR 0.00",
        "9007199254740993 | USD | USD 90,071,992,547,409.93",
        "1482 | QQQ | QQQ 1,482 minor units"
      })
  void anAmountHasTheDigitsOfItsCurrency(long minor, String currency, String text) {
    assertEquals(text, MoneyText.of(minor, currency));
  }
}
