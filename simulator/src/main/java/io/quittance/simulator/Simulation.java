package io.quittance.simulator;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.Draws.Purpose;
import io.quittance.simulator.audit.LawfulnessAudit;
import io.quittance.simulator.record.SimulatedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A portfolio in lockstep with the platform: its events of a day, the platform's decisions, what
/// comes of them.
///
/// Guarantees: equal configuration and equal decisions give equal bytes, whatever the clock and the
/// machine. Event time never runs backwards from one day to the next: account events lie between
/// 05:00 and 07:00 UTC of their day, outcomes after them and before 05:00 of the next. With a
/// [ReportingDelay] money may be reported on a later day, with its own, older event time.
///
/// Use: [#history] once, then for each day from 0 on [#accountEvents] and [#outcomes]. Not for
/// concurrent use.
public final class Simulation {

  /// Second of the day before which nothing of that day happens.
  static final int DAY_START = 5 * 3_600;

  private static final int BURN_IN = 300;
  private static final int PAYMENT_HISTORY = 90;
  private static final int CONTACT_HISTORY = 45;
  private static final long FORMER_CONTACTS_FROM = 18 * 3_600;

  private final SimulationConfig config;
  private final Draws draws;
  private final Book book;
  private final RecordWriter scribe;
  private final SystemOfRecord systemOfRecord;
  private final Dialer dialer;
  private final PaymentSystem payments;
  private final PaymentHazard hazard;
  private final Reporting reporting;
  private final GroundTruth groundTruth;
  private final Truth truth = new Truth();
  private final LawfulnessAudit audit = new LawfulnessAudit();
  private final boolean audited;
  private final Map<String, SimulatedAccount> accounts = new HashMap<>();
  private final List<SimulatedRecord> history = new ArrayList<>();
  private int today = -1;
  private boolean awaitingDecisions;

  private Simulation(SimulationConfig config, int from, int to, boolean audited) {
    this.config = config;
    this.audited = audited;
    this.draws = new Draws(config.seed());
    this.book = new Book(config, draws, -BURN_IN, from, to);
    this.scribe = new RecordWriter(config);
    this.hazard = new PaymentHazard(config);
    this.systemOfRecord = new SystemOfRecord(config, draws, book, scribe);
    this.dialer = new Dialer(config, draws, scribe);
    this.payments = new PaymentSystem(config, draws, hazard, scribe);
    this.reporting = new Reporting(config.delay(), draws);
    this.groundTruth = new GroundTruth(accounts, hazard, new CounterfactualTruth(unheard(config)));
  }

  /// Makes the book and lets it age until its distribution has settled.
  public static Simulation create(SimulationConfig config) {
    return aged(new Simulation(config, 0, config.accounts(), true));
  }

  /// A part of the book, of which what is said of contacts is not audited. Parts are independent:
  /// together they are the book.
  ///
  /// @param from first slot, a multiple of [Population#BLOCK]
  /// @param to exclusive
  static Simulation part(SimulationConfig config, int from, int to) {
    return aged(new Simulation(config, from, to, false));
  }

  private static Simulation aged(Simulation simulation) {
    for (int day = -BURN_IN; day < 0; day++) {
      simulation.formerDay(day);
    }
    simulation.scribe.listening(true);
    return simulation;
  }

  public SimulationConfig config() {
    return config;
  }

  /// What the former servicer hands over with the book: payments of the last 90 days and contacts
  /// of the last 45, outcomes whose event time lies before day 0. Publish them before day 0, so
  /// that the first decisions know them.
  public List<SimulatedRecord> history() {
    Map<String, SimulatedAccount> open = new HashMap<>();
    book.open().forEach(account -> open.put(account.id, account));
    List<SimulatedRecord> kept =
        history.stream()
            .filter(record -> open.containsKey(record.accountId()))
            .sorted(SimulatedRecord.ORDER)
            .toList();
    observe(kept);
    history.clear();
    return kept;
  }

  /// The account events of a day in the order of event time. Days are asked for one after the
  /// other.
  ///
  /// @throws IllegalStateException when the day before lacks its [#outcomes]
  public List<SimulatedRecord> accountEvents(int day) {
    if (awaitingDecisions || day != today + 1) {
      throw new IllegalStateException("Day %d cannot follow day %d".formatted(day, today));
    }
    today = day;
    groundTruth.today(day);
    awaitingDecisions = true;
    List<SimulatedRecord> records =
        systemOfRecord.day(day).stream().sorted(SimulatedRecord.ORDER).toList();
    book.open().forEach(account -> accounts.put(account.id, account));
    observe(records);
    return records;
  }

  /// Acts on the day's decisions and tells what happened, in the order of event time.
  ///
  /// @param latestDecisions the newest decision by account; accounts without a decision today are
  ///   absent, and older recommendations still stand for them
  public List<SimulatedRecord> outcomes(int day, Map<String, DecisionMade> latestDecisions) {
    if (!awaitingDecisions || day != today) {
      throw new IllegalStateException("Day %d awaits its account events".formatted(day));
    }
    awaitingDecisions = false;
    List<SimulatedRecord> records = new ArrayList<>();
    for (SimulatedAccount account : book.open()) {
      DecisionMade decision = latestDecisions.get(account.id);
      if (decision != null) {
        double probability =
            hazard.withinHorizon(account.standing(day), Treatment.of(decision.recommended()), day);
        truth.record(decision, account, day, probability);
        account.decide(decision, day);
      }
      records.addAll(dialer.day(account, day));
      records.addAll(reporting.punctual(account, day, payments.day(account, day)));
    }
    records.addAll(reporting.arriving(day));
    records.sort(SimulatedRecord.ORDER);
    observe(records);
    return List.copyOf(records);
  }

  /// The probability that payments of the 30 days after `at` reach 5 % of the balance if the action
  /// is taken now and stays the account's treatment.
  ///
  /// @param at an instant of the present simulated day
  /// @throws IllegalArgumentException when the account is not in the book, or `at` is another day
  public double trueProbability(String accountId, Instant at, Action action) {
    int day = config.dayOf(at);
    SimulatedAccount account = accounts.get(accountId);
    if (account == null || day != today) {
      throw new IllegalArgumentException("%s at %s is not of today".formatted(accountId, at));
    }
    return hazard.withinHorizon(account.standing(day), action, day);
  }

  /// What is hidden of the accounts, and what would come of them. Lives and ages with this
  /// simulation.
  public GroundTruth truth() {
    return groundTruth;
  }

  /// The ceiling over the decisions of days `from` (inclusive) to `to` (exclusive) whose 30 days
  /// are over. Closed and bankrupt accounts are left out, as the labels do.
  public AucCeiling ceiling(int from, int to) {
    return truth.ceiling(from, to, today);
  }

  /// The check of every contact made so far.
  public LawfulnessAudit audit() {
    return audit;
  }

  /// Contact attempts made on recommendations so far.
  public long attempts() {
    return dialer.attempts();
  }

  /// Recommended contacts not made because the debtor spoke after the decision.
  public long withdrawn() {
    return dialer.withdrawn();
  }

  private void observe(List<SimulatedRecord> records) {
    if (audited) {
      records.forEach(audit::observe);
    }
  }

  private PaymentSystem unheard(SimulationConfig config) {
    RecordWriter silent = new RecordWriter(config);
    silent.listening(false);
    return new PaymentSystem(config, draws, hazard, silent);
  }

  private void formerDay(int day) {
    systemOfRecord.silentDay(day);
    for (SimulatedAccount account : book.open()) {
      if (Math.floorMod(day, 7) == account.reviewDay) {
        scribe.listening(day >= -CONTACT_HISTORY);
        history.addAll(formerContact(account, day));
      }
      scribe.listening(day >= -PAYMENT_HISTORY);
      history.addAll(payments.day(account, day));
    }
  }

  /// The former servicer chose without looking.
  private List<SimulatedRecord> formerContact(SimulatedAccount account, int day) {
    double u = draws.uniform(account.number, day, Purpose.FORMER_TREATMENT);
    Action[] actions = Action.values();
    Action action = actions[(int) (u * actions.length)];
    Optional<Channel> channel =
        action
            .channel()
            .filter(c -> account.debtor.consent(c) == Consent.GRANTED)
            .filter(_ -> !account.debtor.home().zones().isEmpty());
    account.carryOut(
        channel.isPresent() ? Treatment.of(action, Offer.REMINDER) : Treatment.NONE, day);
    long second =
        FORMER_CONTACTS_FROM
            + draws.between(account.number, day, Purpose.CONTACT_TIME, 0, 5 * 3_600);
    return channel
        .map(c -> dialer.contact(account, c, null, config.at(day, second), day))
        .orElse(List.of());
  }
}
