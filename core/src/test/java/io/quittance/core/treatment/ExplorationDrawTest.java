package io.quittance.core.treatment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.vocabulary.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplorationDrawTest {

  private static final List<Action> PERMITTED =
      List.of(Action.NO_CONTACT, Action.EMAIL, Action.SMS, Action.CALL);

  @ParameterizedTest
  @CsvSource({"0.05, CALL", "0.3, NO_CONTACT", "1, SMS"})
  void actionsAreDrawnAsOftenAsTheirPropensitiesSay(double epsilon, Action preferred) {
    int draws = 200_000;
    long[] counts = new long[PERMITTED.size()];
    List<ExplorationDraw> all = new ArrayList<>();
    Scene.ids(11)
        .limit(draws)
        .forEach(
            id -> {
              ExplorationDraw drawn =
                  ExplorationDraw.draw(PERMITTED, preferred, epsilon, "salt", id);
              counts[PERMITTED.indexOf(drawn.action())]++;
              if (all.isEmpty()) {
                all.add(drawn);
              }
            });

    Map<Action, Double> propensities = all.getFirst().propensities();
    assertEquals(1, propensities.values().stream().mapToDouble(p -> p).sum(), 1e-12);
    assertEquals(
        1 - epsilon + epsilon / 4, Objects.requireNonNull(propensities.get(preferred)), 1e-12);
    double[] expected =
        PERMITTED.stream()
            .mapToDouble(a -> draws * Objects.requireNonNull(propensities.get(a)))
            .toArray();
    ChiSquaredTests.assertFits(expected, counts);
  }

  @Test
  void withoutEpsilonTheBestIsCertain() {
    Scene.ids(12)
        .limit(1_000)
        .forEach(
            id -> {
              ExplorationDraw drawn = ExplorationDraw.draw(PERMITTED, Action.SMS, 0, "salt", id);
              assertEquals(Action.SMS, drawn.action());
              assertEquals(1.0, drawn.propensities().get(Action.SMS));
              assertEquals(0.0, drawn.propensities().get(Action.CALL));
            });
  }

  /// Of decisions explored under one salt, as many are explored under another as of all.
  @Test
  void drawsOfTwoSaltsAreIndependent() {
    long[][] table = new long[2][2];
    Scene.ids(13)
        .limit(100_000)
        .forEach(
            id -> {
              boolean one = ExplorationDraw.draw(PERMITTED, Action.SMS, 0.3, "one", id).explored();
              boolean two = ExplorationDraw.draw(PERMITTED, Action.SMS, 0.3, "two", id).explored();
              table[one ? 1 : 0][two ? 1 : 0]++;
            });

    ChiSquaredTests.assertIndependent(table);
  }

  /// As the number drawn lies in [0, 1), ε of it lie below ε.
  @Test
  void aDrawOfEpsilonItselfIsNotExplored() {
    UUID id = new UUID(4, 2);
    double drawn = SaltedDraw.of("salt", id).first();

    assertFalse(ExplorationDraw.draw(PERMITTED, Action.SMS, drawn, "salt", id).explored());
    assertTrue(
        ExplorationDraw.draw(PERMITTED, Action.SMS, Math.nextUp(drawn), "salt", id).explored());
  }

  /// Worked out by another implementation of SHA-256, over the 16 bytes of the id and the salt.
  @Test
  void theDrawIsAFixedFunctionOfItsInputs() {
    UUID id = UUID.fromString("cc59dec7-f88e-8601-835b-e2d20fc8cfe5");

    SaltedDraw draw = SaltedDraw.of("us-reg-f-1", id);

    assertEquals(0.36410923672998785, draw.first());
    assertEquals(0.43869475599154595, draw.second());
  }
}
