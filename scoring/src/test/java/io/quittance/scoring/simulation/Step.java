package io.quittance.scoring.simulation;

import java.time.Duration;

/// Acts on the decision core from outside.
///
/// @param at milliseconds since the start
record Step(long at, Act act) {

  @Override
  public String toString() {
    return at + " ms: " + act;
  }

  /// Says what happens.
  sealed interface Act {}

  /// A source publishes an event.
  ///
  /// @param late how long ago it happened
  record Publish(int id, String account, Kind kind, Duration late) implements Act {}

  /// A source publishes an event again.
  record Repeat(int id) implements Act {}

  /// A source uses the identity of an event for another.
  record Conflict(int id) implements Act {}

  /// Somebody publishes what is no event.
  record Spoil(int id, Poison poison) implements Act {}

  /// A caller asks for a decision, and asks again until there is an answer.
  record Ask(int id, String account, Duration late) implements Act {}

  /// An operation fails.
  ///
  /// @param others how many of its kind go well before
  record Break(Faults.Operation operation, Faults.Outcome outcome, int others) implements Act {}

  /// A process is killed; it starts again.
  record Kill(int process) implements Act {}

  /// The partitions are divided among the processes anew.
  record Rebalance() implements Act {}

  /// Something cannot be reached for a while.
  record Away(Part part, Duration time) implements Act {}

  /// A process cannot read the state of an account for a while.
  record Garble(int process, String account, Duration time) implements Act {}

  /// The clock of a process goes wrong.
  record Skew(int process, Duration ahead) implements Act {}

  /// Another model becomes the champion.
  ///
  /// @param version 0 for none
  record Swap(int version) implements Act {}

  /// The model fails for the next rows.
  record FailModel(int rows) implements Act {}

  enum Part {
    DATABASE,
    BROKER,
    DEAD_LETTERS
  }

  /// A kind of event.
  enum Kind {
    PLACED,
    UPDATED,
    PAYMENT,
    REVIEW_DUE,
    CEASE,
    DISPUTE,
    CONTACT
  }

  /// A kind of poison.
  enum Poison {
    NO_JSON,
    NO_HEADERS,
    LARGE_KEY,
    LARGE_HEADERS,
    LARGE_VALUE,
    NUL,
    NEXT_HOUR,
    YEAR_9999,
    REFUSED_BY_THE_DATABASE
  }
}
