package io.quittance.simulator.scenario;

import java.util.List;

/// Where the debtors of a portfolio live. The homes of a market are drawn equally often; most zones
/// change their clocks, some do not, and some debtors may be in either of two zones.
public enum Region {
  /// The United States; two homes in fourteen are in Massachusetts.
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

  /// A home that no event before the drift [Drift.Kind#NEW_CATEGORY] tells of.
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

  /// ISO 4217.
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
