package io.quittance.simulator;

import static io.quittance.simulator.PaymentHazard.Standing.lateness;
import static io.quittance.simulator.PaymentHazard.Standing.size;
import static io.quittance.simulator.PaymentHazard.Standing.utilisation;

import io.quittance.core.event.ActorType;
import io.quittance.core.event.Channel;
import io.quittance.core.event.Consent;
import io.quittance.simulator.Draws.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes debtors and accounts. The book has a fixed number of slots; when the account of a slot
/// leaves, another generation takes its place.
final class Population {

  private static final double HOUSEHOLDS = 0.04;
  private static final long LIMIT_STEP = 25_000;
  private static final int GENERATIONS = 1_000;

  private static final List<Debtor.Home> HOMES =
      List.of(
          new Debtor.Home("US-NY", List.of("America/New_York")),
          new Debtor.Home("US-GA", List.of("America/New_York")),
          new Debtor.Home("US-OH", List.of("America/New_York")),
          new Debtor.Home("US-TX", List.of("America/Chicago")),
          new Debtor.Home("US-IL", List.of("America/Chicago")),
          new Debtor.Home("US-CO", List.of("America/Denver")),
          new Debtor.Home("US-AZ", List.of("America/Phoenix")),
          new Debtor.Home("US-CA", List.of("America/Los_Angeles")),
          new Debtor.Home("US-WA", List.of("America/Los_Angeles")),
          new Debtor.Home("US-FL", List.of("America/New_York", "America/Chicago")),
          new Debtor.Home("US-HI", List.of("Pacific/Honolulu")));

  private final SimulationConfig config;
  private final Draws draws;

  Population(SimulationConfig config, Draws draws) {
    this.config = config;
    this.draws = draws;
  }

  /// The account that enters a slot on a day.
  ///
  /// @param neighbour who is in the slot before it; the two may be accounts of one debtor
  SimulatedAccount enter(int slot, int generation, int day, Optional<SimulatedAccount> neighbour) {
    long number = (long) slot * GENERATIONS + generation;
    String id = "A%06d-%d".formatted(slot, generation);
    int reviewDay = draws.between(slot, 0, Purpose.REVIEW_DAY, 0, 6);
    SimulatedAccount account =
        new SimulatedAccount(
            id, number, debtorOf(number, slot, neighbour), origin(number, day), day, reviewDay);
    boolean sentAlready = draws.happens(0.8, number, 0, Purpose.VALIDATION);
    account.validationOn =
        sentAlready ? day : day + draws.between(number, 1, Purpose.VALIDATION, 1, 4);
    return account;
  }

  private SimulatedAccount.Origin origin(long number, int day) {
    boolean drifted = config.drifted(day);
    double willingness = draws.gaussian(number, 0, Purpose.WILLINGNESS);
    double late = 2.9 - 0.2 * willingness + 0.8 * draws.gaussian(number, 0, Purpose.PLACED_DPD);
    int daysPastDue = (int) Math.clamp(StrictMath.exp(late), 3, 150) + (drifted ? 40 : 0);
    double large = 11.7 + 0.8 * draws.gaussian(number, 0, Purpose.PLACED_BALANCE);
    long balance = (long) (StrictMath.exp(large) * (drifted ? 1.8 : 1));
    double used = 0.62 + 0.25 * draws.gaussian(number, 0, Purpose.UTILISATION);
    long limit =
        Math.max(1, Math.round(balance / Math.clamp(used, 0.1, 1.4) / LIMIT_STEP)) * LIMIT_STEP;
    Segment segment =
        Segment.drawn(
            draws.uniform(number, 0, Purpose.SEGMENT),
            lateness(daysPastDue) + 1.0,
            size(balance),
            utilisation(balance, limit));
    return new SimulatedAccount.Origin(
        draws.happens(0.85, number, 0, Purpose.ACTOR) ? ActorType.THIRD_PARTY : ActorType.CREDITOR,
        willingness,
        segment,
        balance,
        limit,
        daysPastDue,
        90L * draws.between(number, 0, Purpose.OPENED, 2, 22),
        draws.happens(0.02, number, 0, Purpose.INTENSIVE));
  }

  /// Every second slot may share its debtor with the slot before it.
  private Debtor debtorOf(long number, int slot, Optional<SimulatedAccount> neighbour) {
    boolean shared = slot % 2 == 1 && draws.happens(2 * HOUSEHOLDS, number, 0, Purpose.HOUSEHOLD);
    return neighbour
        .map(account -> account.debtor)
        .filter(debtor -> shared && !debtor.silenced())
        .orElseGet(() -> debtor("D%06d-%d".formatted(slot, number % GENERATIONS), number));
  }

  private Debtor debtor(String id, long number) {
    boolean nowhere = draws.happens(0.005, number, 1, Purpose.HOME);
    Debtor.Home home = HOMES.get(draws.between(number, 0, Purpose.HOME, 0, HOMES.size() - 1));
    return new Debtor(
        id,
        number,
        nowhere ? new Debtor.Home(home.jurisdiction(), List.of()) : home,
        consents(number));
  }

  private Map<Channel, Consent> consents(long number) {
    Map<Channel, Consent> consents = new EnumMap<>(Channel.class);
    consents.put(Channel.CALL, consent(number, Purpose.CONSENT_CALL, 0.93, 0.04));
    consents.put(Channel.SMS, consent(number, Purpose.CONSENT_SMS, 0.78, 0.12));
    consents.put(Channel.EMAIL, consent(number, Purpose.CONSENT_EMAIL, 0.82, 0.08));
    consents.put(Channel.LETTER, consent(number, Purpose.CONSENT_LETTER, 0.98, 0.01));
    return consents;
  }

  private Consent consent(long number, Purpose purpose, double granted, double refused) {
    double u = draws.uniform(number, 0, purpose);
    if (u < granted) {
      return Consent.GRANTED;
    }
    return u < granted + refused ? Consent.REFUSED : Consent.UNKNOWN;
  }
}
