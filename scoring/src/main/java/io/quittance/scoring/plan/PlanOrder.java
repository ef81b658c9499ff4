package io.quittance.scoring.plan;

import io.quittance.core.plan.PlanCapacity;
import io.quittance.core.vocabulary.Channel;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The day, limits and costs of a requested plan.
///
/// @param currency of budget and gains; null when all accounts have the same
public record PlanOrder(
    PlanDay day, PlanCapacity capacity, PlanCosts costs, @Nullable String currency) {

  private static final double MINUTES = 60;
  private static final double MOST_HOURS = 1e6;
  private static final double MOST_MINOR = 1e12;

  /// @param agentHours of all agents together
  /// @param budgetMinor minor units
  /// @throws IllegalArgumentException that says what is out of range
  public static PlanOrder of(
      PlanDay day,
      double agentHours,
      double budgetMinor,
      Map<Channel, Integer> channelLimits,
      PlanCosts costs,
      @Nullable String currency) {
    between("agentHours", agentHours, MOST_HOURS);
    between("budgetMinor", budgetMinor, MOST_MINOR);
    return new PlanOrder(
        day,
        new PlanCapacity(agentHours * MINUTES, budgetMinor, channelLimits),
        costs,
        checked(currency));
  }

  private static void between(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "%s must lie between 0 and %.0f, was %s".formatted(name, most, value));
    }
  }

  private static @Nullable String checked(@Nullable String currency) {
    if (currency == null) {
      return null;
    }
    try {
      return Currency.getInstance(currency).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "currency must be an ISO 4217 code such as USD, was " + currency, e);
    }
  }
}
