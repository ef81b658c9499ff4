package io.quittance.simulator.book;

import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.Offer;
import io.quittance.simulator.behaviour.PaymentHazard;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.RecordWriter;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Services the accounts of a book day by day: the system of record reports them, the dialer
/// contacts debtors and the payment system books money. Before day 0 a former servicer held the
/// book, which it leaves with a settled distribution. Not thread-safe.
public final class Servicing {

  private static final int BURN_IN = 300;
  private static final int PAYMENT_HISTORY = 90;
  private static final int CONTACT_HISTORY = 45;
  private static final long FORMER_CONTACTS_FROM = 18 * 3_600;

  private final SimulationConfig config;
  private final Draws draws;
  private final Book book;
  private final RecordWriter writer;
  private final SystemOfRecord systemOfRecord;
  private final Dialer dialer;
  private final PaymentSystem payments;
  private final DelayedRecords delayed;
  private final PotentialOutcomes potentialOutcomes;
  private final List<SimulatedRecord> history = new ArrayList<>();

  private Servicing(SimulationConfig config, PaymentHazard hazard, int from, int to) {
    this.config = config;
    this.draws = new Draws(config.seed());
    this.book = new Book(config, draws, -BURN_IN, from, to);
    this.writer = new RecordWriter(config.seed());
    this.systemOfRecord = new SystemOfRecord(config, draws, book, writer);
    this.dialer = new Dialer(config, draws, writer);
    this.payments = new PaymentSystem(config, draws, hazard, writer);
    this.delayed = new DelayedRecords(config.delay(), draws);
    RecordWriter silent = new RecordWriter(config.seed());
    silent.recording(false);
    this.potentialOutcomes =
        new PotentialOutcomes(new PaymentSystem(config, draws, hazard, silent));
  }

  /// Creates the accounts of some slots and ages them to day 0. Disjoint ranges of slots are
  /// independent of each other.
  ///
  /// @param from first slot, a multiple of [Population#BLOCK]
  /// @param to exclusive
  public static Servicing aged(SimulationConfig config, PaymentHazard hazard, int from, int to) {
    Servicing servicing = new Servicing(config, hazard, from, to);
    for (int day = -BURN_IN; day < 0; day++) {
      servicing.formerDay(day);
    }
    servicing.writer.recording(true);
    return servicing;
  }

  /// Returns the open accounts in the order of their slots.
  public List<SimulatedAccount> open() {
    return book.open();
  }

  /// Hands over the former servicer's records of the open accounts, in the order of event time. A
  /// second call returns nothing.
  public List<SimulatedRecord> history() {
    Set<String> open = new HashSet<>();
    book.open().forEach(account -> open.add(account.id));
    List<SimulatedRecord> kept =
        history.stream()
            .filter(record -> open.contains(record.accountId()))
            .sorted(SimulatedRecord.ORDER)
            .toList();
    history.clear();
    return kept;
  }

  /// Returns the account events of a day in the order of event time.
  public List<SimulatedRecord> accountEvents(int day) {
    return systemOfRecord.day(day).stream().sorted(SimulatedRecord.ORDER).toList();
  }

  /// Acts on an account's pending decision, books its payments and returns what is reported on the
  /// same day.
  public List<SimulatedRecord> outcomes(SimulatedAccount account, int day) {
    List<SimulatedRecord> records = new ArrayList<>(dialer.day(account, day));
    records.addAll(delayed.punctual(account, day, payments.day(account, day)));
    return records;
  }

  /// Returns the records of earlier days that are reported on this one.
  public List<SimulatedRecord> arriving(int day) {
    return delayed.arriving(day);
  }

  public PotentialOutcomes potentialOutcomes() {
    return potentialOutcomes;
  }

  /// Returns the number of contact attempts made on recommendations so far.
  public long attempts() {
    return dialer.attempts();
  }

  /// Returns the number of recommended contacts that were not made, because a fact after the
  /// decision ruled them out.
  public long withdrawn() {
    return dialer.withdrawn();
  }

  private void formerDay(int day) {
    systemOfRecord.silentDay(day);
    for (SimulatedAccount account : book.open()) {
      if (Math.floorMod(day, 7) == account.reviewDay) {
        writer.recording(day >= -CONTACT_HISTORY);
        history.addAll(formerContact(account, day));
      }
      writer.recording(day >= -PAYMENT_HISTORY);
      history.addAll(payments.day(account, day));
    }
  }

  /// The former servicer chose actions at random.
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
