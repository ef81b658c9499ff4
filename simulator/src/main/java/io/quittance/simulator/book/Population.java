package io.quittance.simulator.book;

import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.simulator.behaviour.HazardCovariates;
import io.quittance.simulator.behaviour.ResponseSegment;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.scenario.Drift;
import io.quittance.simulator.scenario.Region;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Creates debtors and accounts. The book has a fixed number of slots; when the account in a slot
/// leaves, an account of the next generation takes its place.
public final class Population {

  /// Slots in a block. The accounts of one debtor lie in one block, so blocks are independent of
  /// each other.
  public static final int BLOCK = 4;

  private static final double SHARED = 0.09;
  private static final double STUDENT_LOANS = 0.25;
  private static final double NOWHERE = 0.005;
  private static final long LIMIT_STEP = 25_000;
  static final int GENERATIONS = 1_000;

  private static final List<String> WESTERN =
      List.of("America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu", "Europe/Madrid");

  private final SimulationConfig config;
  private final Draws draws;

  Population(SimulationConfig config, Draws draws) {
    this.config = config;
    this.draws = draws;
  }

  /// Creates the account that enters a slot on a day.
  ///
  /// @param neighbour the account in the slot before it, which may share its debtor
  SimulatedAccount enter(int slot, int generation, int day, Optional<SimulatedAccount> neighbour) {
    long number = (long) slot * GENERATIONS + generation;
    String id = "A%06d-%d".formatted(slot, generation);
    int reviewDay = draws.between(slot, 0, Purpose.REVIEW_DAY, 0, 6);
    SimulatedAccount account =
        new SimulatedAccount(
            id,
            number,
            debtorOf(number, slot, day, neighbour),
            origin(number, day),
            day,
            reviewDay);
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
    long balance = balance(number, day);
    double used = 0.62 + 0.25 * draws.gaussian(number, 0, Purpose.UTILISATION);
    long limit =
        Math.max(1, Math.round(balance / Math.clamp(used, 0.1, 1.4) / LIMIT_STEP)) * LIMIT_STEP;
    ResponseSegment segment =
        ResponseSegment.drawn(
            draws.uniform(number, 0, Purpose.SEGMENT),
            HazardCovariates.lateness(daysPastDue) + 1.0,
            HazardCovariates.size(balance),
            HazardCovariates.utilisation(balance, limit));
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

  private long balance(long number, int day) {
    double large = 11.7 + 0.8 * draws.gaussian(number, 0, Purpose.PLACED_BALANCE);
    double factor =
        (config.drifted(day) ? 1.8 : 1)
            * (config.drifted(Drift.Kind.COVARIATE, day) ? Drift.BALANCE_FACTOR : 1);
    return (long) (StrictMath.exp(large) * factor);
  }

  /// Returns the debtor of a new account. Every slot of a block except the first may share its
  /// debtor with the slot before it.
  private Debtor debtorOf(long number, int slot, int day, Optional<SimulatedAccount> neighbour) {
    boolean shared = slot % BLOCK != 0 && draws.happens(SHARED, number, 0, Purpose.HOUSEHOLD);
    return neighbour
        .map(account -> account.debtor)
        .filter(debtor -> shared && !debtor.silenced())
        .orElseGet(() -> debtor("D%06d-%d".formatted(slot, number % GENERATIONS), number, day));
  }

  private Debtor debtor(String id, long number, int day) {
    Region.Home home = home(number, day);
    return new Debtor(
        id,
        number,
        draws.happens(NOWHERE, number, 1, Purpose.HOME)
            ? new Region.Home(home.jurisdiction(), List.of())
            : home,
        new Debtor.Traits(
            protectedGroup(number, day, home),
            draws.happens(STUDENT_LOANS, number, 0, Purpose.STUDENT_LOANS),
            NumberChecks.drawn(draws, number, day)),
        consents(number));
  }

  private Region.Home home(long number, int day) {
    if (config.drifted(Drift.Kind.NEW_CATEGORY, day)
        && draws.happens(Drift.UNSEEN_SHARE, number, 0, Purpose.UNSEEN)) {
      return Region.UNSEEN;
    }
    List<Region.Home> homes = config.region().homes();
    return homes.get(draws.between(number, 0, Purpose.HOME, 0, homes.size() - 1));
  }

  /// Draws membership of the protected group. The group owes less and lives more often in western
  /// time zones or zones without daylight saving time, so it correlates with what models see. It
  /// has no effect of its own.
  private boolean protectedGroup(long number, int day, Region.Home home) {
    boolean western = WESTERN.stream().anyMatch(home.zones()::contains);
    double odds = -0.5 + (western ? 1.0 : 0) - 0.6 * HazardCovariates.size(balance(number, day));
    return draws.happens(1 / (1 + StrictMath.exp(-odds)), number, 0, Purpose.PROTECTED_GROUP);
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
