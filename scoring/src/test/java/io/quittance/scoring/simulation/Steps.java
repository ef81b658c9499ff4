package io.quittance.scoring.simulation;

import io.quittance.scoring.simulation.Step.Act;
import io.quittance.scoring.simulation.Step.Kind;
import io.quittance.scoring.simulation.Step.Part;
import io.quittance.scoring.simulation.Step.Poison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Draws the steps of a history: events of two debtors with three accounts, and what goes wrong
/// meanwhile.
final class Steps {

  static final List<String> ACCOUNTS = List.of("a-1", "a-2", "a-3");

  private static final int MOST_MILLIS = 4_000;

  /// One history in so many has a burst of requests.
  private static final int BURST_IN = 8;

  private static final int BURST_MILLIS = 150;

  private final boolean hasBurst;
  private final SplittableRandom random;
  private final List<Step> steps = new ArrayList<>();
  private int ids;

  private Steps(long seed) {
    this.random = new SplittableRandom(seed);
    this.hasBurst = Math.floorMod(seed, BURST_IN) == BURST_IN - 1;
  }

  static List<Step> of(long seed) {
    Steps drawn = new Steps(seed);
    drawn.draw();
    drawn.steps.sort(Comparator.comparingLong(Step::at));
    return List.copyOf(drawn.steps);
  }

  private void draw() {
    for (String account : ACCOUNTS) {
      steps.add(new Step(random.nextInt(50), publish(account, Kind.PLACED)));
    }
    for (int i = random.nextInt(5, 16); i > 0; i--) {
      add(event());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      add(new Step.Ask(++ids, any(ACCOUNTS), Duration.ofSeconds(random.nextInt(3))));
    }
    if (random.nextInt(3) == 0) {
      add(new Step.Spoil(++ids, any(List.of(Poison.values()))));
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      add(fault());
    }
    if (hasBurst) {
      burst();
    }
  }

  /// Several callers ask about one account at the same time; a record fails and the champion
  /// changes meanwhile.
  private void burst() {
    int begin = random.nextInt(500, MOST_MILLIS);
    String account = any(ACCOUNTS);
    for (int i = random.nextInt(4, 8); i > 0; i--) {
      steps.add(
          new Step(
              begin + random.nextInt(BURST_MILLIS), new Step.Ask(++ids, account, Duration.ZERO)));
    }
    steps.add(
        new Step(
            begin + random.nextInt(BURST_MILLIS), new Step.Swap(1 + random.nextInt(World.MODELS))));
    steps.add(
        new Step(
            begin,
            new Step.Break(Faults.Operation.SEND, Faults.Outcome.FAILED, random.nextInt(4))));
  }

  private void add(Act act) {
    steps.add(new Step(random.nextInt(MOST_MILLIS), act));
  }

  private Act event() {
    if (ids > 0) {
      int before = random.nextInt(1, ids + 1);
      switch (random.nextInt(14)) {
        case 0 -> {
          return new Step.Repeat(before);
        }
        case 1 -> {
          return new Step.Conflict(before);
        }
        default -> {}
      }
    }
    return publish(any(ACCOUNTS), any(List.of(Kind.values()).subList(1, Kind.values().length)));
  }

  private Act publish(String account, Kind kind) {
    boolean late = kind != Kind.PLACED && random.nextInt(4) == 0;
    return new Step.Publish(
        ++ids, account, kind, Duration.ofSeconds(late ? random.nextInt(1, 600) : 0));
  }

  private Act fault() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 ->
          new Step.Break(
              any(List.of(Faults.Operation.values())),
              any(List.of(Faults.Outcome.values()).subList(1, Faults.Outcome.values().length)),
              random.nextInt(8));
      case 4 -> new Step.Kill(random.nextInt(World.PROCESSES));
      case 5, 6 -> new Step.Rebalance();
      case 7 ->
          new Step.Away(any(List.of(Part.values())), Duration.ofMillis(random.nextInt(20, 3_000)));
      case 8 ->
          new Step.Garble(
              random.nextInt(World.PROCESSES),
              any(ACCOUNTS),
              Duration.ofMillis(random.nextInt(20, 3_000)));
      case 9 ->
          new Step.Skew(
              random.nextInt(World.PROCESSES), Duration.ofSeconds(random.nextInt(-240, 240)));
      case 10 -> new Step.Swap(random.nextInt(World.MODELS + 1));
      default -> new Step.FailModel(random.nextInt(1, 4));
    };
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
