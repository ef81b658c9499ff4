package io.quittance.simulator.scenario;

/// How late payments, reversals and the fate of promises are reported. A share of them is late; on
/// each day after the event a late one arrives with the same probability, so the delay in days is
/// geometric. Event times do not change: labels of the last days are incomplete until the rest has
/// arrived.
///
/// @param share of the records that are late, in [0, 1]
/// @param dailyHazard probability that a late record arrives on a given day after its own, in (0,
///   1]
public record ReportingDelay(double share, double dailyHazard) {

  /// Everything is reported on its day.
  public static final ReportingDelay NONE = new ReportingDelay(0, 1);

  /// No record is later than this.
  public static final int LONGEST_DAYS = 120;

  public ReportingDelay {
    if (!(share >= 0 && share <= 1) || !(dailyHazard > 0 && dailyHazard <= 1)) {
      throw new IllegalArgumentException(
          "share must lie in [0, 1] and dailyHazard in (0, 1], were %s and %s"
              .formatted(share, dailyHazard));
    }
  }

  /// Probability that a record has arrived by the end of the day `age` days after its own.
  public double arrivedWithin(int age) {
    if (age >= LONGEST_DAYS) {
      return 1;
    }
    return age < 0 ? 0 : 1 - share * StrictMath.pow(1 - dailyHazard, age);
  }

  /// The delay in days of the record with this uniform draw in [0, 1): the smallest age within
  /// which a share of more than `u` has arrived.
  public int days(double u) {
    int age = 0;
    while (arrivedWithin(age) <= u) {
      age++;
    }
    return age;
  }
}
