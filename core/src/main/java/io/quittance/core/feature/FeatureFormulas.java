package io.quittance.core.feature;

import io.quittance.core.account.AccountView;
import io.quittance.core.account.Fact;
import io.quittance.core.event.AccountEvent.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Formulas of the features that are more than one window of the view. `NaN` means missing.
final class FeatureFormulas {

  private static final double SECONDS_A_DAY = 86_400;

  private FeatureFormulas() {}

  static double number(@Nullable Integer value) {
    return value == null ? Double.NaN : value;
  }

  static double flag(boolean value) {
    return value ? 1 : 0;
  }

  /// Converts minor units to whole units of the account's currency.
  static double money(AccountView view, @Nullable Long minor) {
    String currency = view.currency();
    if (minor == null || currency == null) {
      return Double.NaN;
    }
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    return minor / StrictMath.pow(10, digits);
  }

  /// Divides two numbers; missing when either is absent or the denominator is not positive.
  static double ratio(@Nullable Long numerator, @Nullable Long denominator) {
    return numerator == null || denominator == null || denominator <= 0
        ? Double.NaN
        : (double) numerator / denominator;
  }

  /// Returns the days between an instant and the view's, with their fraction.
  static double daysSince(AccountView view, @Nullable Instant time) {
    return time == null
        ? Double.NaN
        : Duration.between(time, view.at()).toSeconds() / SECONDS_A_DAY;
  }

  static double creditUtilisation(AccountView view) {
    Snapshot snapshot = view.snapshot();
    return snapshot == null ? Double.NaN : ratio(view.balanceMinor(), snapshot.creditLimitMinor());
  }

  static double creditLimit(AccountView view) {
    Snapshot snapshot = view.snapshot();
    return snapshot == null ? Double.NaN : money(view, snapshot.creditLimitMinor());
  }

  static double instalmentToBalance(AccountView view) {
    Snapshot snapshot = view.snapshot();
    return snapshot == null ? Double.NaN : ratio(snapshot.instalmentMinor(), view.balanceMinor());
  }

  static double maxDaysPastDue(AccountView view) {
    double max = number(view.daysPastDue());
    for (Snapshot snapshot : view.snapshots(FeatureWindows.DAYS_180)) {
      max = Math.max(max, snapshot.daysPastDue());
    }
    return max;
  }

  /// Returns days past due now minus those of the latest snapshot that is at least 28 days old.
  static double daysPastDueChange(AccountView view) {
    Snapshot before = view.snapshotBefore(FeatureWindows.A_MONTH_AGO);
    return before == null ? Double.NaN : number(view.daysPastDue()) - before.daysPastDue();
  }

  static double lateShare(AccountView view) {
    List<Snapshot> snapshots = view.snapshots(FeatureWindows.DAYS_180);
    int late = 0;
    for (Snapshot snapshot : snapshots) {
      late += snapshot.daysPastDue() > 0 ? 1 : 0;
    }
    return snapshots.isEmpty() ? Double.NaN : (double) late / snapshots.size();
  }

  /// Returns the balance now divided by that of the latest snapshot that is at least 60 days old,
  /// minus 1.
  static double balanceChange(AccountView view) {
    Snapshot before = view.snapshotBefore(FeatureWindows.DAYS_60);
    return before == null ? Double.NaN : ratio(view.balanceMinor(), before.balanceMinor()) - 1;
  }

  static double daysSincePlaced(AccountView view) {
    Fact.Placement placement = view.placement();
    return placement == null ? Double.NaN : daysSince(view, placement.time());
  }

  static double daysSinceOpened(AccountView view) {
    Fact.Placement placement = view.placement();
    return placement == null ? Double.NaN : daysSince(view, placement.openedAt());
  }

  /// Returns the net payments of 90 days divided by the sum of those payments and the balance.
  static double paidShare(AccountView view) {
    Long balance = view.balanceMinor();
    long paid = view.paidMinor(FeatureWindows.DAYS_90);
    return balance == null ? Double.NaN : ratio(paid, balance + paid);
  }

  static double conversations(AccountView view) {
    Instant start = view.at().minus(FeatureWindows.DAYS_90);
    int count = 0;
    for (Instant conversation : view.conversations()) {
      count += conversation.isAfter(start) ? 1 : 0;
    }
    return count;
  }

  static double daysSinceConversation(AccountView view) {
    List<Instant> conversations = view.conversations();
    return conversations.isEmpty() ? Double.NaN : daysSince(view, conversations.getLast());
  }

  static double promisesKept(AccountView view) {
    long kept = view.promisesEnded(true);
    return ratio(kept, kept + view.promisesEnded(false));
  }
}
