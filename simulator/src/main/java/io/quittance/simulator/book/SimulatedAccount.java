package io.quittance.simulator.book;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.simulator.behaviour.HazardCovariates;
import io.quittance.simulator.behaviour.ResponseSegment;
import io.quittance.simulator.behaviour.Treatment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One account of the book with what is hidden of it. Changed only by [Simulation]'s parts, one day
/// after the other.
public final class SimulatedAccount {

  /// Days since a payment that never was.
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

  /// What an account is made of when it enters the book.
  record Origin(
      ActorType actor,
      double willingness,
      ResponseSegment segment,
      long balanceMinor,
      long limitMinor,
      int daysPastDue,
      long openedDaysBefore,
      boolean intensive) {}

  /// Money that came (positive) or went back (negative) on a day.
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

  /// The day on which the account closed, [Debtor#NEVER] while it is open.
  public int closedOn() {
    return closedOn;
  }

  /// The day on which a bankruptcy was reported, [Debtor#NEVER] when none was.
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

  /// A copy that pays under one treatment, whatever is decided; without promises. The debtor is the
  /// same one.
  ///
  /// @param since the first day whose payments may still bounce
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

  /// The place in the book.
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

  /// The treatment whose effect is felt: the last one carried out, until another is recommended or
  /// it fades.
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

  /// Takes the newest decision; what an older one recommended is not done any more.
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

  /// Books money that counts for the label.
  void paid(int day, long amountMinor) {
    balanceMinor = Math.max(0, balanceMinor - amountMinor);
    movements.add(new Movement(day, amountMinor));
    lastCountingPayment = day;
    daysPastDue = HazardCovariates.curedTo(daysPastDue, 1);
  }

  /// Waives what is left, after a settlement was paid.
  void settle(int day) {
    balanceMinor = 0;
    settledOn = day;
  }

  /// Books a token or, with a negative amount, money that went back.
  void moved(int day, long amountMinor) {
    balanceMinor = Math.max(0, balanceMinor - amountMinor);
    movements.add(new Movement(day, amountMinor));
  }

  /// Net payments of the days from `from` to `to`, both inclusive.
  public long netBetween(int from, int to) {
    return movements.stream()
        .filter(movement -> movement.day() >= from && movement.day() <= to)
        .mapToLong(Movement::amountMinor)
        .sum();
  }
}
