package io.quittance.laboratory.table.problem;

import java.util.List;
import java.util.stream.Collectors;

/// Thrown when data cannot be used to train a model. Retrying with the same data will not help.
public final class BadDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param message what is wrong with the data and what would be correct, addressed to an operator
  public BadDataException(String message) {
    super(message);
    this.problems = List.of();
  }

  /// @param problems at least one; the message has one line for each
  /// @param more number of further, similar problems
  BadDataException(List<Problem> problems, long more) {
    super(
        problems.stream().map(Problem::sentence).collect(Collectors.joining("\n"))
            + (more == 0 ? "" : "\n(and " + more + " more similar problems)"));
    this.problems = List.copyOf(problems);
  }

  /// Returns the problems in the order in which they were found; empty when there is only a
  /// message.
  public List<Problem> problems() {
    return problems;
  }
}
