package io.quittance.simulator.book;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.RecordWriter;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.SimulationConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reports the account events of the book: placements, snapshots, reviews, closings and what
/// debtors report. The events of a day lie between 05:00 and 07:00 UTC.
final class SystemOfRecord {

  private static final int FIRST_SECOND = 5 * 3_600;
  private static final int SECONDS = 2 * 3_600;
  private static final int WEEK = 7;
  private static final int WEEKS_OF_A_SNAPSHOT = 4;

  /// Days that a paid account stays open, longer than any reversal takes.
  private static final int SETTLEMENT_DAYS = 32;

  private static final int RECALLED_AFTER = 210;
  private static final double INTEREST = 1.018;
  private static final double LIMITATION_KNOWN = 0.9;

  private final SimulationConfig config;
  private final Draws draws;
  private final Book book;
  private final RecordWriter writer;
  private final StatusReports reports;
  private final DebtorStatements statements;

  SystemOfRecord(SimulationConfig config, Draws draws, Book book, RecordWriter writer) {
    this.config = config;
    this.draws = draws;
    this.book = book;
    this.writer = writer;
    this.reports = new StatusReports(draws);
    this.statements = new DebtorStatements(draws, config.region());
  }

  List<SimulatedRecord> day(int day) {
    List<SimulatedRecord> records = new ArrayList<>();
    for (SimulatedAccount account : book.open()) {
      if (day == 0) {
        records.add(placed(account, day));
      } else {
        records.addAll(dayOf(account, day));
      }
    }
    for (SimulatedAccount account : book.enter(day)) {
      records.add(placed(account, day));
    }
    return records;
  }

  /// Ages the book by one day without records, for the days before day 0.
  void silentDay(int day) {
    for (SimulatedAccount account : book.open()) {
      account.daysPastDue++;
      if (closeReason(account, day) != null) {
        book.leave(account, day);
      } else if (snapshotDue(account, day)) {
        account.balanceMinor = (long) (account.balanceMinor * INTEREST);
      }
    }
    book.enter(day);
  }

  /// Ages an account that stays in the book by one day without a report.
  static void age(SimulatedAccount account, int day) {
    account.daysPastDue++;
    if (account.balanceMinor > 0 && snapshotDue(account, day)) {
      account.balanceMinor = (long) (account.balanceMinor * INTEREST);
    }
  }

  private List<SimulatedRecord> dayOf(SimulatedAccount account, int day) {
    account.daysPastDue++;
    List<SimulatedRecord> records = new ArrayList<>();
    CloseReason reason = closeReason(account, day);
    if (reason != null) {
      account.closedOn = day;
      book.leave(account, day);
      records.add(record(account, day, "closed", new AccountEvent.Closed(account.id, reason)));
      return records;
    }
    if (account.balanceMinor == 0) {
      if (account.settledOn == day - 1) {
        records.add(updated(account, day));
      }
      return records;
    }
    if (account.validationOn == day) {
      records.add(record(account, day, "validation", new AccountEvent.ValidationSent(account.id)));
    }
    List<StatusReports.Report> reported = reports.of(account, day);
    reported.addAll(statements.of(account, day));
    for (StatusReports.Report report : reported) {
      records.add(record(account, day, report.name(), report.event()));
    }
    changedConsent(account, day, records);
    review(account, day, records);
    return records;
  }

  private void review(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    if (snapshotDue(account, day) || migrates(account, day)) {
      account.balanceMinor = (long) (account.balanceMinor * INTEREST);
      if (migrates(account, day)) {
        account.balanceMinor = (long) (account.balanceMinor * 1.6);
        account.limitMinor = (long) (account.limitMinor * 0.9);
        account.daysPastDue += 30;
      }
      records.add(updated(account, day));
    } else if (reviewDue(account, day)) {
      records.add(record(account, day, "review", new AccountEvent.ReviewDue(account.id)));
    }
  }

  private SimulatedRecord updated(SimulatedAccount account, int day) {
    Instant time = time(account, day, "updated");
    return writer.event(
        day,
        "updated",
        time,
        new AccountEvent.Updated(account.id, account.debtor.id(), snapshot(account, time, day)));
  }

  private void changedConsent(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    if (!draws.happens(0.0008, account.number, day, Purpose.CONSENT_CHANGE)) {
      return;
    }
    Channel channel =
        Channel.values()[draws.between(account.number, day, Purpose.CONSENT_CHANNEL, 0, 2)];
    if (account.debtor.optedOut(channel)) {
      return;
    }
    Consent known = account.debtor.consent(channel);
    Consent changed = known == Consent.GRANTED ? Consent.REFUSED : Consent.GRANTED;
    account.debtor.change(channel, changed, day);
    records.add(
        record(
            account,
            day,
            "consent",
            new AccountEvent.ConsentChanged(account.id, channel, changed)));
  }

  private SimulatedRecord placed(SimulatedAccount account, int day) {
    account.debtor.placed(account.id, day);
    Instant time = time(account, day, "placed");
    Instant opened =
        config.at(account.enteredOn, 0).minusSeconds(account.openedDaysBefore * 86_400);
    boolean validated = account.validationOn <= day;
    OptionalInt checked = account.debtor.traits().numbers().last(day);
    Instant validation = account.validationOn < day ? config.at(account.validationOn, 0) : time;
    return writer.event(
        day,
        "placed",
        time,
        new AccountEvent.Placed(
            account.id,
            account.debtor.id(),
            snapshot(account, time, day),
            account.actor,
            account.debtor.home().jurisdiction(),
            account.debtor.home().zones(),
            account.debtor.consents(),
            opened,
            validated ? validation : null,
            account.debtor.traits().studentLoans() ? "G-" + account.debtor.id() : null,
            checked.isPresent() ? config.at(checked.getAsInt(), 0) : null,
            limitation(account, opened)));
  }

  /// Draws the end of the limitation period: three to six years after the obligation began, so some
  /// debts are time-barred when they are placed.
  private @Nullable Instant limitation(SimulatedAccount account, Instant opened) {
    if (!draws.happens(LIMITATION_KNOWN, account.number, 0, Purpose.LIMITATION)) {
      return null;
    }
    int years = draws.between(account.number, 1, Purpose.LIMITATION, 3, 6);
    return opened.plusSeconds(years * 365L * 86_400);
  }

  private AccountEvent.Snapshot snapshot(SimulatedAccount account, Instant asOf, int day) {
    boolean broken = config.drifted(Drift.Kind.BROKEN_COLUMN, day);
    return new AccountEvent.Snapshot(
        asOf,
        account.balanceMinor,
        config.region().currency(),
        account.daysPastDue,
        account.instalmentMinor(),
        broken ? account.limitMinor / Drift.BROKEN_DIVISOR : account.limitMinor);
  }

  private @Nullable CloseReason closeReason(SimulatedAccount account, int day) {
    if (account.balanceMinor == 0 && day - account.lastCountingPayment > SETTLEMENT_DAYS) {
      return account.settledOn == Debtor.NEVER ? CloseReason.PAID : CloseReason.SETTLED;
    }
    boolean over =
        account.daysPastDue > RECALLED_AFTER
            || account.closesOn <= day
            || recalledByDrift(account, day);
    return over ? CloseReason.RECALLED : null;
  }

  /// Returns whether a covariate drift recalls the account: half of the book in the week of the
  /// drift.
  private boolean recalledByDrift(SimulatedAccount account, int day) {
    return !config.drifts().isEmpty()
        && config.drifts().stream()
            .filter(drift -> drift.kind() == Drift.Kind.COVARIATE)
            .filter(drift -> day >= drift.day() && day - drift.day() < WEEK)
            .anyMatch(
                drift ->
                    account.enteredOn < drift.day()
                        && weekly(account, day)
                        && draws.happens(Drift.RECALLED_SHARE, account.number, 0, Purpose.BOUGHT));
  }

  private static boolean reviewDue(SimulatedAccount account, int day) {
    return account.intensive || account.followUpOn == day || weekly(account, day);
  }

  private static boolean snapshotDue(SimulatedAccount account, int day) {
    int week = Math.floorDiv(day - account.reviewDay, WEEK);
    return weekly(account, day)
        && Math.floorMod(week + account.number, WEEKS_OF_A_SNAPSHOT) == 0
        && account.enteredOn < day;
  }

  private static boolean weekly(SimulatedAccount account, int day) {
    return Math.floorMod(day, WEEK) == account.reviewDay;
  }

  /// Returns whether the account migrates: in the week of the drift the whole book moves to another
  /// servicer, who charges other fees and counts days past due differently.
  private boolean migrates(SimulatedAccount account, int day) {
    int first = config.driftDay().orElse(Debtor.NEVER);
    return day >= first && day - first < WEEK && account.enteredOn < first && weekly(account, day);
  }

  private SimulatedRecord record(
      SimulatedAccount account, int day, String name, AccountEvent event) {
    return writer.event(day, name, time(account, day, name), event);
  }

  private Instant time(SimulatedAccount account, int day, String name) {
    long subject = account.number * 31 + name.hashCode();
    return config.at(
        day, FIRST_SECOND + draws.between(subject, day, Purpose.EVENT_TIME, 0, SECONDS - 1));
  }
}
