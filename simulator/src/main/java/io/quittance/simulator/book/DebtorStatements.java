package io.quittance.simulator.book;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.WeeklyWindow;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.book.StatusReports.Report;
import io.quittance.simulator.scenario.Region;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Draws the facts about a person that do not end collection: inconvenient times and places, call
/// requests, contact at work, vulnerability, breathing space and checks of the number for text
/// messages.
final class DebtorStatements {

  private static final double INCONVENIENCE = 0.0006;
  private static final double CALL_REQUEST = 0.0005;
  private static final double WORKPLACE = 0.0004;
  private static final double VULNERABILITY = 0.00025;
  private static final double BREATHING_SPACE = 0.0004;
  private static final double CRISIS = 0.1;
  private static final double ENDED_EARLY = 0.2;
  private static final int STANDARD_DAYS = 60;
  private static final int AFTER_CRISIS_DAYS = 30;

  private static final List<DayOfWeek> WORKDAYS =
      List.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
  private static final List<WeeklyWindow> AT_WORK = List.of(window(WORKDAYS, 9, 17));
  private static final List<WeeklyWindow> SUNDAYS =
      List.of(window(List.of(DayOfWeek.SUNDAY), 0, 0));
  private static final List<WeeklyWindow> EVENINGS =
      List.of(window(List.copyOf(EnumSet.allOf(DayOfWeek.class)), 18, 22));
  private static final List<WeeklyWindow> NIGHT_SHIFT = List.of(window(WORKDAYS, 22, 14));

  private final Draws draws;
  private final Region region;

  DebtorStatements(Draws draws, Region region) {
    this.draws = draws;
    this.region = region;
  }

  List<Report> of(SimulatedAccount account, int day) {
    List<Report> reports = new ArrayList<>();
    ended(account, day, reports);
    if (account.debtor.traits().numbers().on(day)) {
      reports.add(
          new Report("number-checked", new AccountEvent.NumberChecked(account.id, Channel.SMS)));
    }
    if (account.debtor.silenced()) {
      return reports;
    }
    if (happens(INCONVENIENCE, account, day, Purpose.INCONVENIENCE)) {
      account.debtor.refuseAll(day);
      reports.add(new Report("inconvenience", inconvenience(account, day)));
    }
    if (happens(CALL_REQUEST, account, day, Purpose.CALL_REQUEST)) {
      reports.add(new Report("call-request", new AccountEvent.CallRequested(account.id)));
    }
    if (happens(WORKPLACE, account, day, Purpose.WORKPLACE)) {
      boolean allowed = draws.happens(0.3, account.number, -day, Purpose.WORKPLACE);
      reports.add(
          new Report("workplace", new AccountEvent.WorkplaceContactStated(account.id, allowed)));
    }
    begun(account, day, reports);
    return reports;
  }

  private AccountEvent inconvenience(SimulatedAccount account, int day) {
    int kind = draws.between(account.number, -day, Purpose.INCONVENIENCE, 0, 5);
    return switch (kind) {
      case 0, 1 -> stated(account, AT_WORK, List.of(Place.WORK));
      case 2 -> stated(account, SUNDAYS, List.of());
      case 3 -> stated(account, EVENINGS, List.of());
      case 4 -> stated(account, NIGHT_SHIFT, List.of(Place.WORK, Place.OTHER));
      default -> stated(account, List.of(), List.of());
    };
  }

  private static AccountEvent stated(
      SimulatedAccount account, List<WeeklyWindow> times, List<Place> places) {
    return new AccountEvent.InconvenienceStated(account.id, times, places);
  }

  private void begun(SimulatedAccount account, int day, List<Report> reports) {
    Debtor debtor = account.debtor;
    if (!debtor.vulnerable() && happens(VULNERABILITY, account, day, Purpose.VULNERABILITY)) {
      debtor.vulnerable(true);
      debtor.refuseAll(day);
      account.vulnerabilityEndsOn = later(account, day, Purpose.VULNERABILITY, 30, 150);
      reports.add(new Report("vulnerability", new AccountEvent.VulnerabilityReported(account.id)));
    }
    if (region == Region.GB
        && !debtor.inRespite(day)
        && happens(BREATHING_SPACE, account, day, Purpose.BREATHING_SPACE)) {
      reports.add(breathingSpace(account, day));
    }
  }

  private Report breathingSpace(SimulatedAccount account, int day) {
    double u = draws.uniform(account.number, -day, Purpose.BREATHING_SPACE);
    account.debtor.refuseAll(day);
    BreathingSpace kind =
        u < CRISIS ? BreathingSpace.MENTAL_HEALTH_CRISIS : BreathingSpace.STANDARD;
    if (kind == BreathingSpace.MENTAL_HEALTH_CRISIS) {
      account.respiteEndsOn = later(account, day, Purpose.BREATHING_SPACE, 20, 90);
      account.debtor.respite(account.respiteEndsOn + AFTER_CRISIS_DAYS);
    } else {
      account.debtor.respite(day + STANDARD_DAYS);
      if (u < CRISIS + ENDED_EARLY) {
        account.respiteEndsOn = later(account, day, Purpose.BREATHING_SPACE, 10, 50);
      }
    }
    return new Report("breathing-space", new AccountEvent.BreathingSpaceStarted(account.id, kind));
  }

  private static void ended(SimulatedAccount account, int day, List<Report> reports) {
    if (account.vulnerabilityEndsOn == day) {
      account.debtor.vulnerable(false);
      reports.add(
          new Report("vulnerability-ended", new AccountEvent.VulnerabilityEnded(account.id)));
    }
    if (account.respiteEndsOn == day) {
      reports.add(
          new Report("breathing-space-ended", new AccountEvent.BreathingSpaceEnded(account.id)));
    }
  }

  private boolean happens(double probability, SimulatedAccount account, int day, Purpose purpose) {
    return draws.happens(probability, account.number, day, purpose);
  }

  private int later(SimulatedAccount account, int day, Purpose purpose, int least, int most) {
    return day + draws.between(account.number, 1_000_000 + day, purpose, least, most);
  }

  private static WeeklyWindow window(List<DayOfWeek> days, int from, int to) {
    return new WeeklyWindow(days, LocalTime.of(from, 0), LocalTime.of(to, 0));
  }
}
