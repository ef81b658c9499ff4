package io.quittance.simulator.behaviour;

/// The covariates of an account's payment hazard on one day.
///
/// @param daysSincePayment days since the last payment that counts; a large number when there is
///   none
/// @param standstill whether a dispute, bankruptcy, death or breathing space suspends payments
/// @param protectedGroup whether the debtor belongs to the protected group; has an effect only if
///   the configuration sets an unfairness
public record HazardCovariates(
    int daysPastDue,
    long balanceMinor,
    long limitMinor,
    int daysSincePayment,
    double willingness,
    ResponseSegment segment,
    boolean hardship,
    boolean standstill,
    boolean protectedGroup) {

  private static final int DAYS_CURED = 45;
  private static final int LEAST_DAYS_PAST_DUE = 5;

  public double size() {
    return size(balanceMinor);
  }

  public double utilisation() {
    return utilisation(balanceMinor, limitMinor);
  }

  /// Returns the standardized logarithm of the days past due.
  public static double lateness(double daysPastDue) {
    return (StrictMath.log(1 + daysPastDue) - 4.0) / 0.8;
  }

  /// Returns the standardized logarithm of the balance, bounded to ±2.5.
  public static double size(double balanceMinor) {
    return Math.clamp((StrictMath.log(Math.max(1, balanceMinor)) - 11.3) / 0.9, -2.5, 2.5);
  }

  /// Returns the standardized utilisation of the limit, bounded to ±2.5.
  public static double utilisation(double balanceMinor, double limitMinor) {
    double share = limitMinor <= 0 ? 1 : balanceMinor / limitMinor;
    return Math.clamp((share - 0.6) / 0.3, -2.5, 2.5);
  }

  /// Returns the days past due after a number of payments that count.
  public static int curedTo(int daysPastDue, int payments) {
    return Math.max(LEAST_DAYS_PAST_DUE, daysPastDue - payments * DAYS_CURED);
  }

  /// Returns the covariates some days later if the account has not paid.
  HazardCovariates later(int days) {
    return new HazardCovariates(
        daysPastDue + days,
        balanceMinor,
        limitMinor,
        daysSincePayment + days,
        willingness,
        segment,
        hardship,
        standstill,
        protectedGroup);
  }

  /// Returns the covariates on the day of a later payment that counts. Each payment lowers lateness
  /// by the same amount, and a month is too short to regain it, so days and number of payments
  /// determine it.
  ///
  /// @param payments number of payments that counted, including this one
  /// @param days days until the last of them
  /// @param left share of the balance still owed
  HazardCovariates paid(int payments, int days, double left) {
    return new HazardCovariates(
        curedTo(daysPastDue + days, payments),
        (long) (balanceMinor * left),
        limitMinor,
        0,
        willingness,
        segment,
        hardship,
        standstill,
        protectedGroup);
  }
}
