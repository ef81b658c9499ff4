package io.quittance.scoring.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The faults that wait for their moment.
final class Faults {

  /// What can fail.
  enum Operation {
    CONNECT,
    STATEMENT,
    COMMIT,
    SEND,
    ACKNOWLEDGE
  }

  /// How it fails.
  enum Outcome {
    /// It happens and is told.
    DONE,
    /// It does not happen, and a failure is told.
    FAILED,
    /// It happens, yet a failure is told.
    DONE_BUT_FAILED,
    /// The process is killed before it happens.
    KILLED_BEFORE,
    /// The process is killed after it happened and before that is told.
    KILLED_AFTER
  }

  private static final class Waiting {
    private final Operation operation;
    private final Outcome outcome;
    private int others;

    Waiting(Operation operation, Outcome outcome, int others) {
      this.operation = operation;
      this.outcome = outcome;
      this.others = others;
    }
  }

  private final List<Waiting> waiting = new ArrayList<>();

  /// Lets an operation fail.
  ///
  /// @param others how many of its kind go well before
  void add(Operation operation, Outcome outcome, int others) {
    waiting.add(new Waiting(operation, outcome, others));
  }

  void clear() {
    waiting.clear();
  }

  /// Returns what becomes of an operation that begins now.
  Outcome next(Operation operation) {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting fault = each.next();
      if (fault.operation == operation && fault.others-- == 0) {
        each.remove();
        return fault.outcome;
      }
    }
    return Outcome.DONE;
  }
}
