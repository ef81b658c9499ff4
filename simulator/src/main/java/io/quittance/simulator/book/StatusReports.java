package io.quittance.simulator.book;

import io.quittance.core.event.AccountEvent;
import io.quittance.simulator.book.Draws.Purpose;
import java.util.ArrayList;
import java.util.List;

/// Draws the reports that forbid or change collection: disputes, hardship, cease requests,
/// attorneys, bankruptcy, death, minority and identity theft.
final class StatusReports {

  private static final double DAILY = 0.0012;

  private final Draws draws;

  StatusReports(Draws draws) {
    this.draws = draws;
  }

  /// @param name name of the event, unique on its day
  record Report(String name, AccountEvent event) {}

  List<Report> of(SimulatedAccount account, int day) {
    List<Report> reports = new ArrayList<>();
    if (account.verificationOn == day) {
      reports.add(new Report("verification", new AccountEvent.VerificationSent(account.id)));
    }
    if (account.disputeEndsOn == day) {
      account.disputedOn = Debtor.NEVER;
      reports.add(new Report("resolved", new AccountEvent.DisputeResolved(account.id)));
    }
    boolean quiet = account.standstill() || account.debtor.silenced();
    if (!quiet && draws.happens(DAILY, account.number, day, Purpose.STATUS)) {
      reports.add(report(account, day));
    }
    return reports;
  }

  private Report report(SimulatedAccount account, int day) {
    double kind = draws.uniform(account.number, day, Purpose.STATUS_KIND);
    if (kind < 0.35) {
      return disputed(account, day);
    } else if (kind < 0.65) {
      account.hardship = true;
      return new Report("hardship", new AccountEvent.HardshipReported(account.id));
    } else if (kind < 0.78) {
      silence(account, day, 45);
      return new Report("cease", new AccountEvent.CeaseRequested(account.id));
    } else if (kind < 0.86) {
      silence(account, day, 40);
      return new Report("attorney", new AccountEvent.AttorneyRetained(account.id));
    } else if (kind < 0.94) {
      account.bankruptOn = day;
      account.bankrupt = true;
      silence(account, day, 20);
      return new Report("bankruptcy", new AccountEvent.BankruptcyFiled(account.id));
    } else if (kind < 0.97) {
      silence(account, day, 20);
      return new Report("deceased", new AccountEvent.DeceasedReported(account.id));
    }
    if (kind >= 0.992) {
      silence(account, day, 20);
      return new Report("minor", new AccountEvent.MinorReported(account.id));
    }
    account.bankrupt = true;
    account.closesOn = day + 20;
    return new Report("identity", new AccountEvent.IdentityTheftReported(account.id));
  }

  private Report disputed(SimulatedAccount account, int day) {
    account.disputedOn = day;
    account.verificationOn = day + draws.between(account.number, day, Purpose.VERIFICATION, 5, 14);
    account.disputeEndsOn =
        account.verificationOn + draws.between(account.number, day, Purpose.DISPUTE_END, 1, 7);
    return new Report("dispute", new AccountEvent.DisputeOpened(account.id));
  }

  private static void silence(SimulatedAccount account, int day, int daysLeft) {
    account.debtor.silence(day);
    account.closesOn = day + daysLeft;
  }
}
