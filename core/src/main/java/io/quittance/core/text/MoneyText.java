package io.quittance.core.text;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/// Writes amounts for people: the code of the currency first, then the amount with the digits of
/// the currency, such as `USD 1,482.50`, `JPY 1,482`, `KWD 1.482` and `USD -0.05`. Stateless.
public final class MoneyText {

  private MoneyText() {}

  /// Returns an amount in words.
  ///
  /// @param minor amount in minor units of the currency
  /// @param currency ISO 4217 code; one that this JVM does not know is written in minor units
  public static String of(long minor, String currency) {
    int digits;
    try {
      digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException _) {
      return String.format(Locale.ROOT, "%s %,d minor units", currency, minor);
    }
    BigDecimal amount = BigDecimal.valueOf(minor, digits);
    return currency + " " + String.format(Locale.ROOT, "%,." + digits + "f", amount);
  }
}
