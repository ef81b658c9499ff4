package io.quittance.scoring.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.testkit.simulation.WithoutMend;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Takes the mends of faults out, one at a time, and requires that the simulation finds the fault.
final class MendsTest {

  private static final int MOST_HISTORIES = 3_000;
  private static final Logger LOG = Logger.getLogger("io.quittance");

  /// A mend, how it is taken out, and what must then be found.
  enum Mend {
    LETTERS_ARE_ALWAYS_PUBLISHABLE(
        "wedged",
        classes ->
            classes
                .calling(
                    "io.quittance.messaging.DeadLetterPublisher",
                    "deadLetter",
                    Removed.class,
                    "deadLetter")
                .calling(
                    "io.quittance.messaging.DeadLetterPublisher", "placeAndCause", "withoutBytes")),
    A_REFUSED_RECORD_IS_SEPARATED(
        "wedged",
        classes ->
            classes.calling(
                "io.quittance.messaging.RefusedContent", "is", Removed.class, "isRefused")),
    AN_UNREADABLE_STATE_IS_SET_ASIDE(
        "",
        classes ->
            classes.catchingNothing("io.quittance.scoring.account.AccountRepository", "decoded")),
    A_FAILED_DECISION_KEEPS_ITS_FACT(
        "refused",
        classes ->
            classes.calling("io.quittance.scoring.decision.DecideTreatment", "decide", "judge")),
    THE_ACCOUNT_VERSION_ORDERS_DECISIONS(
        "a stale decision wins",
        classes ->
            classes.calling(
                "io.quittance.core.event.DecisionMade$Order",
                "compareTo",
                Removed.class,
                "compare")),
    TIMES_ARE_HELD_AGAINST_THE_CLOCK(
        "accepted",
        classes ->
            classes.calling("io.quittance.messaging.EventClock", "check", Removed.class, "check")),
    RELAYS_TAKE_TURNS(
        "out of order",
        classes ->
            classes
                .calling(
                    "io.quittance.scoring.simulation.FakeTables",
                    "lockRelay",
                    Removed.class,
                    "lockRelay")
                .calling(
                    "io.quittance.scoring.simulation.FakeTables",
                    "readOutbox",
                    "readOutboxSkippingLocked")),
    A_RECORD_WAITS_FOR_THE_ONE_BEFORE_IT(
        "out of order",
        classes ->
            classes.calling(
                "io.quittance.messaging.outbox.OutboxRelay$Pass",
                "nextWave",
                Removed.class,
                "allWaves")),
    A_TRANSACTION_HAS_ONE_MODEL(
        "two models in one transaction",
        classes ->
            classes.calling(
                "io.quittance.scoring.champion.ServingModels",
                "serving",
                Removed.class,
                "lookedUpEachTime"));

    private final String violation;
    private final UnaryOperator<WithoutMend> removal;

    Mend(String violation, UnaryOperator<WithoutMend> removal) {
      this.violation = violation;
      this.removal = removal;
    }
  }

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource
  void theAbsenceOfAMendIsFound(Mend mend) {
    LongFunction<?> without =
        mend.removal.apply(new WithoutMend()).create(FirstViolation.class, LongFunction.class);

    String report = (String) without.apply(MOST_HISTORIES);

    assertTrue(
        report.startsWith(mend.violation) && !report.isEmpty(), "without it: '" + report + "'");
  }
}
