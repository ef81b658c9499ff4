package io.quittance.e2e.faults.kind;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All faults, in the order in which they are injected.
public final class FaultKinds {

  private FaultKinds() {}

  /// Returns all faults.
  ///
  /// @param old a built tree of an earlier version; null when there is none
  public static List<Fault> all(@Nullable Path old) {
    return List.of(
        new KillFault(),
        new StopFault(),
        new RebalanceFault(),
        new BrokerFault(),
        new DatabaseFault(),
        new DeadLetterTopicFault(),
        new NetworkFault(),
        new PoisonFault(),
        new ClockFault(),
        new DiskFullFault(),
        new GapFault(),
        new UpgradeFault(old));
  }
}
