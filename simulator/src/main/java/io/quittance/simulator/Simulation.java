package io.quittance.simulator;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.treatment.Treatment;
import io.quittance.simulator.audit.LawfulnessAudit;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.book.Servicing;
import io.quittance.simulator.book.SimulatedAccount;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import io.quittance.simulator.truth.AucCeiling;
import io.quittance.simulator.truth.DecisionTruths;
import io.quittance.simulator.truth.GroundTruth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Simulates a portfolio in lockstep with the platform: it reports the account events of a day,
/// takes the platform's decisions and returns their outcomes.
///
/// Guarantees: equal configuration and equal decisions give equal bytes, whatever the clock and the
/// machine. Event time never goes back from one day to the next: account events lie between 05:00
/// and 07:00 UTC of their day, outcomes after them and before 05:00 of the next. With a
/// [ReportingDelay], payments may be reported on a later day with their own, older event time.
///
/// Use: call [#history] once, then for each day from 0 [#accountEvents] and [#outcomes]. Not
/// thread-safe.
public final class Simulation {

  private final SimulationConfig config;
  private final PaymentHazard hazard;
  private final Servicing servicing;
  private final GroundTruth groundTruth;
  private final DecisionTruths decisionTruths = new DecisionTruths();
  private final LawfulnessAudit audit = new LawfulnessAudit();
  private final boolean audited;
  private final Map<String, SimulatedAccount> accounts = new HashMap<>();
  private int today = -1;
  private boolean awaitingDecisions;

  private Simulation(SimulationConfig config, int from, int to, boolean audited) {
    this.config = config;
    this.audited = audited;
    this.hazard = new PaymentHazard(config);
    this.servicing = Servicing.aged(config, hazard, from, to);
    this.groundTruth =
        new GroundTruth(accounts, () -> today, hazard, servicing.potentialOutcomes());
  }

  /// Creates the book and ages it until its distribution has settled.
  public static Simulation create(SimulationConfig config) {
    return new Simulation(config, 0, config.accounts(), true);
  }

  /// Creates a part of the book whose contacts are not audited. Parts are independent of each
  /// other; together they form the book.
  ///
  /// @param from first slot, a multiple of [Population#BLOCK]
  /// @param to exclusive
  static Simulation part(SimulationConfig config, int from, int to) {
    return new Simulation(config, from, to, false);
  }

  public SimulationConfig config() {
    return config;
  }

  /// Returns what the former servicer hands over with the book: payments of the last 90 days and
  /// contacts of the last 45, as outcomes whose event time lies before day 0. Publish them before
  /// day 0, so that the first decisions take them into account.
  public List<SimulatedRecord> history() {
    List<SimulatedRecord> kept = servicing.history();
    observe(kept);
    return kept;
  }

  /// Returns the account events of a day in the order of event time. Call it for consecutive days.
  ///
  /// @throws IllegalStateException when [#outcomes] of the day before has not been called
  public List<SimulatedRecord> accountEvents(int day) {
    if (awaitingDecisions || day != today + 1) {
      throw new IllegalStateException(
          "Account events of day %d requested after day %d%s"
              .formatted(day, today, awaitingDecisions ? ", whose outcomes are missing" : ""));
    }
    today = day;
    awaitingDecisions = true;
    List<SimulatedRecord> records = servicing.accountEvents(day);
    servicing.open().forEach(account -> accounts.put(account.id(), account));
    observe(records);
    return records;
  }

  /// Acts on the day's decisions and returns the outcomes in the order of event time.
  ///
  /// @param latestDecisions the newest decision by account id; an account without a decision today
  ///   is absent, and its older recommendation stays in force
  /// @throws IllegalStateException when [#accountEvents] of the day has not been called
  public List<SimulatedRecord> outcomes(int day, Map<String, DecisionMade> latestDecisions) {
    if (!awaitingDecisions || day != today) {
      throw new IllegalStateException(
          "Outcomes of day %d requested before its account events".formatted(day));
    }
    awaitingDecisions = false;
    List<SimulatedRecord> records = new ArrayList<>();
    for (SimulatedAccount account : servicing.open()) {
      DecisionMade decision = latestDecisions.get(account.id());
      if (decision != null) {
        double probability =
            hazard.withinHorizon(
                account.covariates(day), Treatment.of(decision.recommended()), day);
        decisionTruths.record(decision, account, day, probability);
        account.decide(decision, day);
      }
      records.addAll(servicing.outcomes(account, day));
    }
    records.addAll(servicing.arriving(day));
    records.sort(SimulatedRecord.ORDER);
    observe(records);
    return List.copyOf(records);
  }

  /// Returns the hidden properties and potential outcomes of the accounts. The view follows this
  /// simulation from day to day.
  public GroundTruth truth() {
    return groundTruth;
  }

  /// Returns the AUC ceiling over the decisions of days `from` (inclusive) to `to` (exclusive)
  /// whose 30 days are over. Closed and bankrupt accounts are excluded, as they are from labels.
  public AucCeiling ceiling(int from, int to) {
    return decisionTruths.ceiling(from, to, today);
  }

  /// Returns the audit of every contact made so far.
  public LawfulnessAudit audit() {
    return audit;
  }

  /// Returns the number of contact attempts made on recommendations so far.
  public long attempts() {
    return servicing.attempts();
  }

  /// Returns the number of recommended contacts that were not made, because a fact after the
  /// decision ruled them out.
  public long withdrawn() {
    return servicing.withdrawn();
  }

  private void observe(List<SimulatedRecord> records) {
    if (audited) {
      records.forEach(audit::observe);
    }
  }
}
