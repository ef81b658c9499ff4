package io.quittance.local.demo;

import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/// The schedule of the portfolio demo and the settings of the services for it.
///
/// @param accounts size of the portfolio
/// @param days number of days of event time
/// @param seed seed of the simulation
public record DemoSettings(int accounts, int days, long seed) {

  /// Number of days that a whole loop needs: labels, a model, drift, labels after it, a better
  /// model.
  public static final int FEWEST_DAYS = 200;

  /// Number of accounts below which there are too few labels for the gate.
  public static final int FEWEST_ACCOUNTS = 1_400;

  /// Of which about 450 are later rows of accounts that training never saw.
  private static final int FEWEST_LABELS = 5_000;

  private static final double DRIFT_AT = 0.46;

  SimulationConfig simulation() {
    return SimulationConfig.of(accounts, days, seed).withDriftDay(driftDay());
  }

  int driftDay() {
    return Math.max(1, (int) (DRIFT_AT * days));
  }

  /// Returns midnight UTC at the beginning of a day.
  Instant at(int day) {
    return SimulationConfig.DEFAULT_START.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Returns the settings of the services by key. The whole portfolio is placed on one day, so
  /// features that count the time since placement or the contacts since then change by construction
  /// and are not a sign of drift.
  public Map<String, String> services() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "quittance.trigger.min-labels", Integer.toString(Math.max(FEWEST_LABELS, 3 * accounts)));
    settings.put(
        "quittance.trigger.drift.min-labels",
        Integer.toString(Math.max(FEWEST_LABELS, 5 * accounts / 2)));
    // A training lasts for days of event time; requests must not be repeated meanwhile.
    settings.put("quittance.trigger.cooldown", "P25D");
    settings.put("quittance.drift.window", "P7D");
    settings.put("quittance.drift.features", "2");
    settings.put(
        "quittance.drift.ignored-features",
        String.join(
            ",",
            "action_channel",
            "days_since_placed",
            "days_since_opened",
            "balance_to_original",
            "balance_change_60d",
            "days_past_due_change",
            "max_days_past_due_180d",
            "late_snapshot_share_180d",
            "attempts_7d",
            "attempts_30d",
            "calls_7d",
            "days_since_last_attempt",
            "conversations_90d",
            "days_since_last_conversation",
            "promises_90d",
            "promises_kept_share",
            "promise_open",
            "complaints_180d"));
    return settings;
  }
}
