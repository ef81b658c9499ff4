package io.quittance.simulator.scenario;

/// The delay with which payments, reversals and the outcomes of promises are reported. A share of
/// the records is late; each late record arrives with the same probability on every later day, so
/// its delay in days is geometric. Event times do not change, so the labels of the last days stay
/// incomplete until the rest has arrived.
///
/// @param share share of the records that are late, in [0, 1]
/// @param dailyHazard probability that a late record arrives on a given day after its own, in (0,
///   1]
public record ReportingDelay(double share, double dailyHazard) {

  /// Reports everything on its own day.
  public static final ReportingDelay NONE = new ReportingDelay(0, 1);

  /// The longest delay of a record, in days.
  public static final int LONGEST_DAYS = 120;

  public ReportingDelay {
    if (!(share >= 0 && share <= 1) || !(dailyHazard > 0 && dailyHazard <= 1)) {
      throw new IllegalArgumentException(
          "Share must lie in [0, 1] and dailyHazard in (0, 1], were %s and %s"
              .formatted(share, dailyHazard));
    }
  }

  /// Returns the probability that a record has arrived by the end of the day that is `age` days
  /// after its own.
  public double arrivedWithin(int age) {
    if (age >= LONGEST_DAYS) {
      return 1;
    }
    return age < 0 ? 0 : 1 - share * StrictMath.pow(1 - dailyHazard, age);
  }

  /// Returns the delay in days of the record with this uniform draw in [0, 1): the smallest age at
  /// which more than the share `u` has arrived.
  public int days(double u) {
    int age = 0;
    while (arrivedWithin(age) <= u) {
      age++;
    }
    return age;
  }
}
