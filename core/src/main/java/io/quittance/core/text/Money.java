package io.quittance.core.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Amounts as people read them: the code first, then as many digits as the currency has, thousands
/// apart: `USD 1,482.50`, `JPY 1,482`, `KWD 1.482`, `USD −0.40`.
public final class Money {

  private Money() {}

  /// Returns an amount in words.
  ///
  /// @param minor minor units, of which fractions are rounded half to even
  /// @param currency ISO 4217; null when it is not known: then the minor units are shown as such
  public static String shown(double minor, @Nullable String currency) {
    BigDecimal rounded = BigDecimal.valueOf(minor).setScale(0, RoundingMode.HALF_EVEN);
    int digits = currency == null ? 0 : digits(currency);
    String number =
        String.format(Locale.ROOT, "%,." + digits + "f", rounded.abs().movePointLeft(digits));
    String sign = rounded.signum() < 0 ? "−" : "";
    return currency == null ? sign + number + " minor units" : currency + " " + sign + number;
  }

  /// Returns the digits after the point; 2 for a code that is no currency of ISO 4217.
  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException _) {
      return 2;
    }
  }
}
