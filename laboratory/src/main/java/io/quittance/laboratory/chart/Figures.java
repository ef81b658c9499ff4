package io.quittance.laboratory.chart;

import io.quittance.laboratory.metric.Estimate;
import java.util.Currency;
import java.util.Locale;

/// Formats numbers for a report: a point for decimals, a comma for thousands, and a dash where
/// there is no number.
public final class Figures {

  private static final String PERCENT = "\u00A0%";
  private static final String NONE = "–";

  private Figures() {}

  public static String decimals(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace('-', '−');
  }

  public static String four(double value) {
    return decimals(value, 4);
  }

  public static String percent(double share) {
    return Double.isFinite(share) ? decimals(100 * share, 1) + PERCENT : NONE;
  }

  public static String whole(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// Returns a value with its interval: `0.7812 (0.7701 to 0.7919)`.
  public static String four(Estimate estimate) {
    return four(estimate.value()) + " " + interval(estimate, 4);
  }

  public static String interval(Estimate estimate, int decimals) {
    return Double.isFinite(estimate.lower())
        ? "<span class=\"interval\">("
            + decimals(estimate.lower(), decimals)
            + " to "
            + decimals(estimate.upper(), decimals)
            + ")</span>"
        : "";
  }

  public static String percent(Estimate estimate) {
    return Double.isFinite(estimate.lower())
        ? percent(estimate.value())
            + " <span class=\"interval\">("
            + decimals(100 * estimate.lower(), 1)
            + " to "
            + decimals(100 * estimate.upper(), 1)
            + ")</span>"
        : percent(estimate.value());
  }

  /// Returns `EUR 1,234.50` for 123450 minor units. Omits the minor part of large amounts.
  public static String money(double minorUnits, String currency) {
    if (!Double.isFinite(minorUnits)) {
      return NONE;
    }
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    double amount = minorUnits / Math.pow(10, digits);
    return currency + " " + decimals(amount, Math.abs(amount) >= 1000 ? 0 : digits);
  }

  /// Returns a number with few significant digits, for axes and feature values.
  public static String compact(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (size >= 1e9) {
      return trimmed(value / 1e9) + "G";
    }
    if (size >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    if (size >= 1e4) {
      return trimmed(value / 1e3) + "k";
    }
    return trimmed(value);
  }

  private static String trimmed(double value) {
    double size = Math.abs(value);
    int decimals = size == 0 ? 0 : Math.clamp(3 - (long) Math.floor(Math.log10(size)), 0, 8);
    String text = decimals(value, decimals);
    if (text.indexOf('.') >= 0) {
      text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return text;
  }
}
