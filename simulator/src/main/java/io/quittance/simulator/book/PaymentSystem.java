package io.quittance.simulator.book;

import io.quittance.core.event.Outcome;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.behaviour.PaymentShare;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.RecordWriter;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.ArrayList;
import java.util.List;

/// Books payments and reversals as [PaymentHazard] draws them, and settles promises.
final class PaymentSystem {

  private static final int FIRST_SECOND = 8 * 3_600;
  private static final int LAST_SECOND = 27 * 3_600;
  private static final int AFTER_CONTACTS = 27 * 3_600 + 1;
  private static final int LATEST = 28 * 3_600;

  private final SimulationConfig config;
  private final Draws draws;
  private final PaymentHazard hazard;
  private final RecordWriter writer;

  PaymentSystem(SimulationConfig config, Draws draws, PaymentHazard hazard, RecordWriter writer) {
    this.config = config;
    this.draws = draws;
    this.hazard = hazard;
    this.writer = writer;
  }

  List<SimulatedRecord> day(SimulatedAccount account, int day) {
    List<SimulatedRecord> records = new ArrayList<>();
    reversal(account, day, records);
    double probability = hazard.daily(account.covariates(day), account.inForce(day), day);
    boolean pays =
        account.balanceMinor > 0
            && draws.happens(probability, account.number, day, Purpose.PAYMENT);
    if (pays) {
      payment(account, day, records);
    }
    promise(account, day, records);
    return records;
  }

  private void payment(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    boolean token = isToken(account, day);
    PaymentShare.Amount amount =
        PaymentShare.of(account.inForce(day))
            .amount(
                account.balanceMinor,
                draws.uniform(account.number, day, Purpose.PAYMENT_SHARE),
                token);
    if (token) {
      account.moved(day, amount.paidMinor());
    } else {
      account.paid(day, amount.paidMinor());
    }
    if (amount.waivedMinor() > 0) {
      account.settle(day);
    }
    int second = second(account, day);
    writer.payment(
        records,
        day,
        "payment",
        config.at(day, second),
        () ->
            new Outcome.PaymentReceived(
                account.id,
                paymentId(account, day),
                amount.paidMinor(),
                config.region().currency()));
  }

  /// Draws the time of a payment. A payment that ends the debt is booked after the day's contacts,
  /// because nobody may be contacted about a paid debt and the dialer does not check again during
  /// the day.
  private int second(SimulatedAccount account, int day) {
    boolean ends = account.balanceMinor == 0;
    return draws.between(
        account.number,
        day,
        Purpose.PAYMENT_TIME,
        ends ? AFTER_CONTACTS : FIRST_SECOND,
        ends ? LATEST : LAST_SECOND);
  }

  private boolean isToken(SimulatedAccount account, int day) {
    return draws.happens(PaymentHazard.TOKEN, account.number, day, Purpose.PAYMENT_TOKEN);
  }

  /// Reverses the payment of a fixed number of days ago if the draw says so. Payments that ended
  /// the debt are never reversed.
  private void reversal(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    int paidOn = day - PaymentHazard.REVERSAL_LAG;
    if (account.balanceMinor == 0
        || !draws.happens(PaymentHazard.REVERSED, account.number, paidOn, Purpose.REVERSAL)
        || isToken(account, paidOn)) {
      return;
    }
    account.movements.stream()
        .filter(movement -> movement.day() == paidOn && movement.amountMinor() > 0)
        .findFirst()
        .ifPresent(movement -> reverse(account, day, movement, records));
  }

  private void reverse(
      SimulatedAccount account,
      int day,
      SimulatedAccount.Movement paid,
      List<SimulatedRecord> records) {
    account.moved(day, -paid.amountMinor());
    writer.payment(
        records,
        day,
        "reversal",
        config.at(day, FIRST_SECOND),
        () ->
            new Outcome.PaymentReversed(
                account.id,
                paymentId(account, paid.day()),
                paid.amountMinor(),
                config.region().currency()));
  }

  private void promise(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    SimulatedAccount.Promise promise = account.promise;
    if (promise == null) {
      return;
    }
    if (account.lastCountingPayment == day) {
      account.promise = null;
      writer.payment(
          records,
          day,
          "promise-kept",
          config.at(day, LAST_SECOND + 60),
          () -> new Outcome.PromiseKept(account.id, promise.id()));
    } else if (day > promise.dueOn()) {
      account.promise = null;
      account.followUpOn = day + 2;
      writer.payment(
          records,
          day,
          "promise-broken",
          config.at(day, FIRST_SECOND - 60),
          () -> new Outcome.PromiseBroken(account.id, promise.id()));
    }
  }

  private static String paymentId(SimulatedAccount account, int day) {
    return account.id + "-" + "M" + (day - account.enteredOn);
  }
}
