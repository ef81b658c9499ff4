package io.quittance.simulator.book;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.simulator.behaviour.HazardCovariates;
import io.quittance.simulator.behaviour.ResponseSegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One account of the book with its hidden properties. The systems of this package change it day by
/// day. Not thread-safe.
public final class SimulatedAccount {

  /// Days since the last payment of an account that has never paid.
  static final int NO_PAYMENT = 10_000;

  private static final int TREATMENT_LAPSES = 14;

  final String id;
  final long number;
  final Debtor debtor;
  final ActorType actor;
  final double willingness;
  final ResponseSegment segment;
  final int enteredOn;
  final long openedDaysBefore;
  final boolean intensive;
  final int reviewDay;
  final List<Movement> movements = new ArrayList<>();

  long balanceMinor;
  long limitMinor;
  int daysPastDue;
  int validationOn;
  int lastCountingPayment = -NO_PAYMENT;
  boolean hardship;
  boolean bankrupt;
  int bankruptOn = Debtor.NEVER;
  int closedOn = Debtor.NEVER;
  boolean closed;
  int closesOn = Debtor.NEVER;
  int verificationOn = Debtor.NEVER;
  int disputeEndsOn = Debtor.NEVER;
  int disputedOn = Debtor.NEVER;
  int followUpOn = Debtor.NEVER;
  int vulnerabilityEndsOn = Debtor.NEVER;
  int respiteEndsOn = Debtor.NEVER;
  int settledOn = Debtor.NEVER;
  @Nullable Promise promise;

  private Treatment inForce = Treatment.NONE;
  private int inForceSince;
  private @Nullable Treatment held;
  private @Nullable DecisionMade pending;
  private int pendingSince;

  SimulatedAccount(
      String id, long number, Debtor debtor, Origin origin, int enteredOn, int reviewDay) {
    this.id = id;
    this.number = number;
    this.debtor = debtor;
    this.actor = origin.actor();
    this.willingness = origin.willingness();
    this.segment = origin.segment();
    this.openedDaysBefore = origin.openedDaysBefore();
    this.intensive = origin.intensive();
    this.balanceMinor = origin.balanceMinor();
    this.limitMinor = origin.limitMinor();
    this.daysPastDue = origin.daysPastDue();
    this.enteredOn = enteredOn;
    this.reviewDay = reviewDay;
  }

  /// Properties of an account when it enters the book.
  record Origin(
      ActorType actor,
      double willingness,
      ResponseSegment segment,
      long balanceMinor,
      long limitMinor,
      int daysPastDue,
      long openedDaysBefore,
      boolean intensive) {}

  /// A payment (positive) or reversal (negative) of a day.
  record Movement(int day, long amountMinor) {}

  /// A promise to pay by the end of a day.
  record Promise(String id, int dueOn) {}

  public String id() {
    return id;
  }

  public ResponseSegment segment() {
    return segment;
  }

  public double willingness() {
    return willingness;
  }

  public boolean protectedGroup() {
    return debtor.traits().protectedGroup();
  }

  public long balanceMinor() {
    return balanceMinor;
  }

  public boolean closed() {
    return closed;
  }

  /// Returns the day on which the account closed, or a day that never comes while it is open.
  public int closedOn() {
    return closedOn;
  }

  /// Returns the day on which a bankruptcy was reported, or a day that never comes when none was.
  public int bankruptOn() {
    return bankruptOn;
  }

  public HazardCovariates covariates(int day) {
    return new HazardCovariates(
        daysPastDue,
        balanceMinor,
        limitMinor,
        day - lastCountingPayment,
        willingness,
        segment,
        hardship,
        standstill() || debtor.inRespite(day),
        protectedGroup());
  }

  /// Returns a copy that stays under one treatment whatever is decided. The copy has no promise and
  /// shares the debtor.
  ///
  /// @param since the first day whose payments may still be reversed
  SimulatedAccount under(Treatment treatment, int since) {
    Origin origin =
        new Origin(
            actor,
            willingness,
            segment,
            balanceMinor,
            limitMinor,
            daysPastDue,
            openedDaysBefore,
            intensive);
    SimulatedAccount copy = new SimulatedAccount(id, number, debtor, origin, enteredOn, reviewDay);
    copy.lastCountingPayment = lastCountingPayment;
    copy.hardship = hardship;
    copy.bankrupt = bankrupt;
    copy.closesOn = closesOn;
    copy.disputedOn = disputedOn;
    movements.stream().filter(m -> m.day() >= since).forEach(copy.movements::add);
    copy.held = treatment;
    return copy;
  }

  /// Returns the slot that the account occupies.
  int slot() {
    return (int) (number / Population.GENERATIONS);
  }

  boolean disputed() {
    return disputedOn != Debtor.NEVER;
  }

  boolean standstill() {
    return bankrupt || disputed() || (debtor.silenced() && closesOn != Debtor.NEVER);
  }

  long instalmentMinor() {
    return Math.max(1_500, balanceMinor / 24);
  }

  /// Returns the treatment in effect: the last one carried out, until another is recommended or it
  /// lapses.
  Treatment inForce(int day) {
    if (held != null) {
      return held;
    }
    return day - inForceSince > TREATMENT_LAPSES ? Treatment.NONE : inForce;
  }

  void carryOut(Treatment treatment, int day) {
    inForce = treatment;
    inForceSince = day;
    pending = null;
  }

  /// Accepts the newest decision; it supersedes any older recommendation.
  public void decide(DecisionMade decision, int day) {
    pending = decision;
    pendingSince = day;
    if (!Treatment.of(decision.recommended()).equals(inForce(day))) {
      inForce = Treatment.NONE;
    }
  }

  @Nullable DecisionMade pending() {
    return pending;
  }

  int pendingSince() {
    return pendingSince;
  }

  void withdraw() {
    pending = null;
  }

  /// Books a payment that is large enough to count for the label.
  void paid(int day, long amountMinor) {
    balanceMinor = Math.max(0, balanceMinor - amountMinor);
    movements.add(new Movement(day, amountMinor));
    lastCountingPayment = day;
    daysPastDue = HazardCovariates.curedTo(daysPastDue, 1);
  }

  /// Waives the rest of the balance after a settlement was paid.
  void settle(int day) {
    balanceMinor = 0;
    settledOn = day;
  }

  /// Books a token payment or, with a negative amount, a reversal.
  void moved(int day, long amountMinor) {
    balanceMinor = Math.max(0, balanceMinor - amountMinor);
    movements.add(new Movement(day, amountMinor));
  }

  /// Returns the net payments of the days from `from` to `to`, both inclusive.
  public long netBetween(int from, int to) {
    return movements.stream()
        .filter(movement -> movement.day() >= from && movement.day() <= to)
        .mapToLong(Movement::amountMinor)
        .sum();
  }
}
