package io.quittance.laboratory.table.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the problems of one file: at most 20 in total and at most three of one rule in one
/// column, so that one wrong column does not hide other problems.
public final class Problems {

  static final int MOST = 20;
  private static final int ALIKE = 3;

  private final String file;
  private final String unit;
  private final List<Problem> found = new ArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();

  /// @param unit `line` or `row`
  public Problems(String file, String unit) {
    this.file = file;
    this.unit = unit;
  }

  /// Records a problem.
  ///
  /// @param line 0 when the whole file is concerned
  /// @throws BadDataException when the maximum number of problems is reached
  public void add(String rule, long line, String column, String value, String what, String advice) {
    long alike = counts.merge(rule + '\0' + column, 1L, Long::sum);
    if (alike > ALIKE) {
      return;
    }
    String where = line == 0 ? "" : unit + " " + line;
    found.add(new Problem(rule, file, where, column, Problem.cut(value), what, advice));
    if (found.size() == MOST) {
      throw refusal();
    }
  }

  /// Reports a problem that makes further checks impossible.
  public BadDataException stop(String rule, long line, String what, String advice) {
    String where = line == 0 ? "" : unit + " " + line;
    found.add(new Problem(rule, file, where, "", "", what, advice));
    return refusal();
  }

  /// Returns whether no problem was recorded.
  public boolean none() {
    return found.isEmpty();
  }

  /// Refuses the file if there is a problem.
  ///
  /// @throws BadDataException when a problem was recorded
  public void refuseIfAny() {
    if (!found.isEmpty()) {
      throw refusal();
    }
  }

  private BadDataException refusal() {
    long more = counts.values().stream().mapToLong(count -> Math.max(0, count - ALIKE)).sum();
    return new BadDataException(found, more);
  }
}
