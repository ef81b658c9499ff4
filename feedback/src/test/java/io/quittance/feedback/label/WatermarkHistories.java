package io.quittance.feedback.label;

import io.quittance.testkit.simulation.Histories;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Histories of what makes a label mature: four partitions that are read by processes which stop,
/// come back and lose partitions, a broker that does not answer, and the watermark of one tenant
/// beside a busy other one. Time goes in ticks of a tenth of a second, and event time is the time
/// of publication. What runs of production are [ReadBarriers] and [Watermark].
final class WatermarkHistories implements Histories.World<WatermarkHistories.Step> {

  static final Duration IDLE = Duration.ofSeconds(5);
  static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
  private static final Duration HORIZON = Duration.ofSeconds(20);

  /// A label may miss what was published so shortly before: nobody has looked since, or it may
  /// still be on its way through a reader that keeps up.
  private static final Duration ON_ITS_WAY = LONGEST_WAIT.plusSeconds(2);

  private static final int ACCOUNTS = 4;
  private static final int TICKS_OF_A_SECOND = 10;
  private static final int TICKS = 90 * TICKS_OF_A_SECOND;
  private static final int QUIET = 60 * TICKS_OF_A_SECOND;

  /// The last record lets event time pass the horizon of every decision; all other partitions are
  /// silent by then.
  private static final int LAST_RECORD = TICKS + 35 * TICKS_OF_A_SECOND;

  private static final int COMMIT_EVERY = 5 * TICKS_OF_A_SECOND;
  private static final int READ_AT_ONCE = 5;
  private static final List<TopicPartition> PARTITIONS =
      List.of(
          new TopicPartition("decisions", 0),
          new TopicPartition("decisions", 1),
          new TopicPartition("outcomes", 0),
          new TopicPartition("outcomes", 1));

  /// The present of the history that is being played.
  static Instant now = START;

  /// What happens at a tick.
  record Step(int tick, Act act) {
    @Override
    public String toString() {
      return tick * 100 + " ms: " + act;
    }
  }

  sealed interface Act {}

  /// Scoring publishes a decision about an account.
  record Decide(int account) implements Act {}

  /// A source publishes a payment of an account.
  record Pay(int account) implements Act {}

  /// Another tenant publishes to a partition, five times a second.
  record OthersSpeak(int partition, int ticks) implements Act {}

  /// Nobody reads a partition.
  record Pause(int partition, int ticks) implements Act {}

  /// Nobody reads anything; what was read and not acknowledged is read again.
  record Stop(int ticks) implements Act {}

  /// The process that follows the watermark is another one now.
  record Restart() implements Act {}

  /// The broker does not tell offsets.
  record NoOffsets(int ticks) implements Act {}

  @Override
  public List<Step> steps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = random.nextInt(4, 20); i > 0; i--) {
      int account = random.nextInt(ACCOUNTS);
      steps.add(
          new Step(
              random.nextInt(TICKS),
              random.nextInt(3) == 0 ? new Decide(account) : new Pay(account)));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      int ticks = random.nextInt(5, 50 * TICKS_OF_A_SECOND);
      int partition = random.nextInt(PARTITIONS.size());
      Act act =
          switch (random.nextInt(6)) {
            case 0 -> new OthersSpeak(partition, TICKS + QUIET);
            case 1, 2 -> new Pause(partition, ticks);
            case 3 -> new Stop(ticks);
            case 4 -> new Restart();
            default -> new NoOffsets(ticks);
          };
      steps.add(new Step(random.nextInt(TICKS), act));
    }
    steps.sort(Comparator.comparingInt(Step::tick));
    return List.copyOf(steps);
  }

  @Override
  public Optional<String> play(long seed, List<Step> steps) {
    return new Run(steps).play();
  }

  /// @param account −1 for a record of the other tenant
  private record Published(Instant at, int account, boolean isDecision) {}

  private static final class Partition {
    private final List<Published> log = new ArrayList<>();
    private int position;
    private int acknowledged;
    private int stored;
    private int pausedUntil;
    private int othersUntil;
    private @Nullable Instant newest;
    private @Nullable Instant seenAt;
  }

  private static final class Run {

    private final Map<Integer, List<Act>> acts = new HashMap<>();
    private final List<Partition> partitions = new ArrayList<>();
    private final List<Published> waiting = new ArrayList<>();
    private Watermark watermark = new Watermark(IDLE, START);
    private ReadBarriers barriers = new ReadBarriers(LONGEST_WAIT);
    private @Nullable Instant reached;
    private int stoppedUntil;
    private int noOffsetsUntil;
    private int decisions;
    private int labels;

    Run(List<Step> steps) {
      now = START;
      steps.forEach(
          step -> acts.computeIfAbsent(step.tick(), _ -> new ArrayList<>()).add(step.act()));
      PARTITIONS.forEach(_ -> partitions.add(new Partition()));
    }

    Optional<String> play() {
      for (int tick = 0; tick < TICKS + QUIET; tick++) {
        now = START.plusMillis(tick * 100L);
        if (tick == TICKS) {
          endFaults();
        }
        if (tick == LAST_RECORD) {
          publish(2, 0, false);
        }
        for (Act act : acts.getOrDefault(tick, List.of())) {
          act(act, tick);
        }
        others(tick);
        read(tick);
        if (tick % TICKS_OF_A_SECOND == 0) {
          Optional<String> violation = follow(tick);
          if (violation.isPresent()) {
            return violation;
          }
        }
      }
      return labels == decisions
          ? Optional.empty()
          : Optional.of(
              "wedged: %d of %d labels after everything was read".formatted(labels, decisions));
    }

    private void endFaults() {
      stoppedUntil = 0;
      noOffsetsUntil = 0;
      partitions.forEach(partition -> partition.pausedUntil = 0);
    }

    private void act(Act act, int tick) {
      switch (act) {
        case Decide decide -> {
          decisions++;
          publish(decide.account() % 2, decide.account(), true);
        }
        case Pay pay -> publish(2 + pay.account() / 2, pay.account(), false);
        case OthersSpeak speak ->
            partitions.get(speak.partition()).othersUntil = tick + speak.ticks();
        case Pause pause -> partitions.get(pause.partition()).pausedUntil = tick + pause.ticks();
        case Stop stop -> {
          stoppedUntil = tick + stop.ticks();
          partitions.forEach(partition -> partition.position = partition.acknowledged);
        }
        case Restart _ -> {
          watermark = new Watermark(IDLE, now);
          barriers = new ReadBarriers(LONGEST_WAIT);
        }
        case NoOffsets none -> noOffsetsUntil = tick + none.ticks();
      }
    }

    private void publish(int partition, int account, boolean isDecision) {
      partitions.get(partition).log.add(new Published(now, account, isDecision));
    }

    private void others(int tick) {
      for (Partition partition : partitions) {
        if (tick < partition.othersUntil && tick % 2 == 0) {
          partition.log.add(new Published(now, -1, false));
        }
      }
    }

    private void read(int tick) {
      if (tick < stoppedUntil) {
        return;
      }
      for (Partition partition : partitions) {
        if (tick < partition.pausedUntil) {
          continue;
        }
        for (int i = 0; i < READ_AT_ONCE && partition.position < partition.log.size(); i++) {
          store(partition, partition.log.get(partition.position));
          partition.position++;
          partition.stored = Math.max(partition.stored, partition.position);
        }
        if (tick % COMMIT_EVERY == 0) {
          partition.acknowledged = partition.position;
        }
      }
    }

    private void store(Partition partition, Published record) {
      if (record.account() < 0) {
        return;
      }
      Instant newest = partition.newest;
      partition.newest = newest == null || record.at().isAfter(newest) ? record.at() : newest;
      partition.seenAt = now;
      if (record.isDecision() && partition.position == partition.stored) {
        waiting.add(record);
      }
    }

    private Optional<String> follow(int tick) {
      if (tick < noOffsetsUntil) {
        return Optional.empty();
      }
      for (int i = 0; i < partitions.size(); i++) {
        Partition partition = partitions.get(i);
        barriers.observe(PARTITIONS.get(i), partition.acknowledged, partition.log.size(), now);
      }
      Map<TopicPartition, Instant> passed = barriers.passed();
      List<Watermark.Partition> known = new ArrayList<>();
      for (int i = 0; i < partitions.size(); i++) {
        Partition partition = partitions.get(i);
        known.add(
            new Watermark.Partition(
                partition.newest,
                partition.seenAt,
                passed.getOrDefault(PARTITIONS.get(i), Instant.MIN)));
      }
      Instant before = reached;
      reached = watermark.advance(before, known, now.plus(HORIZON)).orElse(null);
      if (before != null && (reached == null || reached.isBefore(before))) {
        return Optional.of("the watermark went back from " + before + " to " + reached);
      }
      return label();
    }

    /// Labels what is due.
    private Optional<String> label() {
      for (Published decision : List.copyOf(waiting)) {
        Instant due = decision.at().plus(HORIZON);
        if (reached != null && !reached.isBefore(due)) {
          waiting.remove(decision);
          labels++;
          Optional<Published> missed = missed(decision, due);
          if (missed.isPresent()) {
            return Optional.of(
                "early: the decision of %s about account %d was labelled at %s without the payment that was published at %s"
                    .formatted(decision.at(), decision.account(), now, missed.get().at()));
          }
        }
      }
      return Optional.empty();
    }

    /// Returns a payment within the window that is not stored although it was published long ago.
    private Optional<Published> missed(Published decision, Instant due) {
      return partitions.stream()
          .flatMap(
              partition -> partition.log.subList(partition.stored, partition.log.size()).stream())
          .filter(record -> !record.isDecision() && record.account() == decision.account())
          .filter(record -> record.at().isAfter(decision.at()) && !record.at().isAfter(due))
          .filter(record -> record.at().isBefore(now.minus(ON_ITS_WAY)))
          .findFirst();
    }
  }
}
