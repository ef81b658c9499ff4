package io.quittance.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/// The life of a simulated process. What was scheduled for it does not happen after its end.
public final class Life {

  private final List<Runnable> atEnd = new ArrayList<>();
  private boolean over;

  /// Returns whether it has ended.
  public boolean isOver() {
    return over;
  }

  /// Runs an action at the end, such as the release of what the process held.
  public void atEnd(Runnable action) {
    atEnd.add(action);
  }

  /// Ends it. The process learns nothing of that; others may.
  public void end() {
    if (!over) {
      over = true;
      atEnd.forEach(Runnable::run);
    }
  }
}
