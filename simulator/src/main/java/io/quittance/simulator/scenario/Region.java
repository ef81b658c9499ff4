package io.quittance.simulator.scenario;

import java.util.List;

/// Where the debtors of a portfolio live. The homes of a region are equally likely. Most have
/// daylight saving time, some do not, and some debtors may be in either of two time zones.
public enum Region {
  /// The United States; two of the fourteen homes are in Massachusetts.
  US(
      "USD",
      List.of(
          home("US-NY", "America/New_York"),
          home("US-GA", "America/New_York"),
          home("US-OH", "America/New_York"),
          home("US-MA", "America/New_York"),
          home("US-MA", "America/New_York"),
          home("US-TX", "America/Chicago"),
          home("US-IL", "America/Chicago"),
          home("US-CO", "America/Denver"),
          home("US-AZ", "America/Phoenix"),
          home("US-AZ", "America/Phoenix", "America/Denver"),
          home("US-CA", "America/Los_Angeles"),
          home("US-WA", "America/Los_Angeles"),
          home("US-FL", "America/New_York", "America/Chicago"),
          home("US-HI", "Pacific/Honolulu"))),
  /// England and Wales, where breathing spaces are granted.
  GB(
      "GBP",
      List.of(
          home("GB-ENG", "Europe/London"),
          home("GB-ENG", "Europe/London"),
          home("GB-WLS", "Europe/London"),
          home("GB-ENG", "Europe/London", "Europe/Madrid")));

  /// A home that occurs only after the drift [Drift.Kind#NEW_CATEGORY].
  public static final Home UNSEEN = home("US-PR", "America/Puerto_Rico");

  /// Where a debtor lives.
  ///
  /// @param zones every time zone the debtor may be in; empty when unknown
  public record Home(String jurisdiction, List<String> zones) {}

  private final String currency;
  private final List<Home> homes;

  Region(String currency, List<Home> homes) {
    this.currency = currency;
    this.homes = homes;
  }

  /// Returns the ISO 4217 code of the currency.
  public String currency() {
    return currency;
  }

  public List<Home> homes() {
    return homes;
  }

  private static Home home(String jurisdiction, String... zones) {
    return new Home(jurisdiction, List.of(zones));
  }
}
