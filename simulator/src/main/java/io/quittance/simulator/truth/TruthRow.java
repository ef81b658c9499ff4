package io.quittance.simulator.truth;

import io.quittance.core.treatment.Treatment;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Hidden properties of an account at a deciding event.
///
/// @param eventId `ce_id` of the event
/// @param probabilities true probabilities of a positive label, in the order of [Treatment#values]
public record TruthRow(
    Instant at,
    String accountId,
    String eventId,
    String debtorId,
    String segment,
    double willingness,
    boolean protectedGroup,
    long balanceMinor,
    List<Double> probabilities) {

  private static final String COLUMNS =
      "time,account_id,event_id,debtor_id,segment,willingness,protected_group,balance_minor";

  public TruthRow {
    probabilities = List.copyOf(probabilities);
  }

  public static TruthRow of(SimulatedRecord event, String debtorId, AccountTruth truth) {
    List<Double> probabilities = new ArrayList<>();
    for (Treatment treatment : Treatment.values()) {
      probabilities.add(truth.probability(treatment));
    }
    return new TruthRow(
        event.envelope().time(),
        event.accountId(),
        event.envelope().identity().id(),
        debtorId,
        truth.segment(),
        truth.willingness(),
        truth.protectedGroup(),
        truth.balanceMinor(),
        probabilities);
  }

  /// Returns the header of a CSV file of these rows, with one column `p_…` for each treatment.
  public static String header() {
    StringBuilder header = new StringBuilder(COLUMNS);
    for (Treatment treatment : Treatment.values()) {
      header.append(",p_").append(treatment.columnName());
    }
    return header.toString();
  }

  /// Returns the row as a line of CSV. No value needs quoting; numbers have six decimal places.
  public String csv() {
    StringBuilder line = new StringBuilder(220);
    line.append(at).append(',').append(accountId).append(',').append(eventId).append(',');
    line.append(debtorId).append(',').append(segment).append(',');
    decimals(line, willingness);
    line.append(',').append(protectedGroup).append(',').append(balanceMinor);
    for (double probability : probabilities) {
      line.append(',');
      decimals(line, probability);
    }
    return line.toString();
  }

  private static void decimals(StringBuilder line, double value) {
    long millionths = Math.round(value * 1_000_000);
    long whole = Math.abs(millionths) / 1_000_000;
    if (millionths < 0) {
      line.append('-');
    }
    line.append(whole).append('.');
    String rest = Long.toString(1_000_000 + Math.abs(millionths) % 1_000_000);
    line.append(rest, 1, rest.length());
  }
}
