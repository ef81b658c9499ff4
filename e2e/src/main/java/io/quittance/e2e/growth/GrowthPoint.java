package io.quittance.e2e.growth;

import java.time.Duration;

/// What a record cost at one size of the tables.
///
/// @param rows rows in each large table before the measured records
/// @param records account events and outcomes that were measured
/// @param decisions among them those that were decided
/// @param scoring what scoring cost
/// @param feedback what feedback cost
/// @param background processor time of the server's own processes, all measured records together
/// @param logBytes of the write-ahead log, all measured records together
/// @param idle processor time of the server for feedback in a minute without records
/// @param tableBytes tables and indexes of both services
public record GrowthPoint(
    long rows,
    long records,
    long decisions,
    Cost scoring,
    Cost feedback,
    Duration background,
    long logBytes,
    Duration idle,
    long tableBytes) {

  /// The cost of a service for all measured records together.
  ///
  /// @param database processor time of the server's processes that serve it
  /// @param service processor time of its own process
  /// @param blocks that its tables and indexes were asked for
  public record Cost(Duration database, Duration service, long blocks) {}

  /// Returns microseconds for each measured record.
  double perRecord(Duration all) {
    return all.toNanos() / 1e3 / records;
  }

  double perRecord(long all) {
    return (double) all / records;
  }
}
