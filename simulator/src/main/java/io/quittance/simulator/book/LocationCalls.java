package io.quittance.simulator.book;

import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.RecordWriter;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.Region;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Duration;
import java.util.List;

/// Calls to others than the debtor, to learn where the debtor can be reached (15 U.S.C. 1692b):
/// each person is called once and hears of no debt, and nobody is called about a debtor who has an
/// attorney, asked for silence, is bankrupt or disputes the debt. Only in the United States, where
/// such calls are lawful. They change nothing else that happens.
final class LocationCalls {

  private static final double DAILY = 0.0003;
  private static final double OTHERS = 0.6;
  private static final double HOUSEHOLD = 0.85;

  /// From 18:00 to 20:00 UTC it is between 8 and 21 in every zone of the homes.
  private static final long FIRST_SECOND = Duration.ofHours(18).toSeconds();

  private static final int SECONDS = (int) Duration.ofHours(2).toSeconds();

  private final SimulationConfig config;
  private final Draws draws;
  private final RecordWriter writer;

  LocationCalls(SimulationConfig config, Draws draws, RecordWriter writer) {
    this.config = config;
    this.draws = draws;
    this.writer = writer;
  }

  /// Adds the call that is made about an account on a day.
  void asked(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    if (config.region() != Region.US
        || account.balanceMinor == 0
        || account.standstill()
        || account.debtor.silenced()
        || !draws.happens(DAILY, account.number, day, Purpose.LOCATION_CALL)) {
      return;
    }
    int second = draws.between(account.number, -day, Purpose.LOCATION_CALL, 0, SECONDS - 1);
    writer.contact(
        records,
        day,
        "location",
        config.at(day, FIRST_SECOND + second),
        () ->
            new Outcome.ThirdPersonContacted(
                account.id,
                Channel.CALL,
                account.id + "-near-" + day,
                relation(account, day),
                ContactPurpose.LOCATION));
  }

  private ContactedPerson relation(SimulatedAccount account, int day) {
    double u = draws.uniform(account.number, 1_000_000 + day, Purpose.LOCATION_CALL);
    if (u < OTHERS) {
      return ContactedPerson.OTHER;
    }
    return u < HOUSEHOLD ? ContactedPerson.HOUSEHOLD : ContactedPerson.EMPLOYER;
  }
}
