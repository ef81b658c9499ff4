package io.quittance.registry.version;

import static io.quittance.registry.version.VersionState.CHALLENGER;
import static io.quittance.registry.version.VersionState.CHAMPION;
import static io.quittance.registry.version.VersionState.REJECTED;
import static io.quittance.registry.version.VersionState.RETIRED;
import static io.quittance.registry.version.VersionState.SHADOW;
import static io.quittance.registry.version.VersionState.VALIDATED;

import java.util.Optional;

/// Defines every transition of a version: `candidate → validated → [shadow] → [challenger] →
/// champion → retired`, or `rejected`. No other code decides a state.
///
/// Guarantees: no version leaves `rejected`; only a version that passed the gate becomes
/// `champion`, or a `retired` one by a rollback; no version returns to `candidate`.
public final class Lifecycle {

  private Lifecycle() {}

  /// Returns the state after an event; empty when the state does not allow the event.
  public static Optional<VersionState> next(VersionState state, LifecycleEvent event) {
    return switch (event) {
      case GATE_PASSED ->
          switch (state) {
            case CANDIDATE -> Optional.of(VALIDATED);
            case VALIDATED, SHADOW, CHALLENGER -> Optional.of(state);
            case CHAMPION, RETIRED, REJECTED -> Optional.empty();
          };
      case GATE_FAILED, DECLINED ->
          switch (state) {
            case CANDIDATE, VALIDATED, SHADOW, CHALLENGER -> Optional.of(REJECTED);
            case CHAMPION, RETIRED, REJECTED -> Optional.empty();
          };
      case SHADOWED -> only(state == VALIDATED, SHADOW);
      case CHALLENGED -> only(state == VALIDATED || state == SHADOW, CHALLENGER);
      case WITHDRAWN -> only(state == SHADOW || state == CHALLENGER, VALIDATED);
      case PROMOTED -> only(state.isOpen(), CHAMPION);
      case SUPERSEDED, ROLLED_BACK -> only(state == CHAMPION, RETIRED);
      case RESTORED -> only(state == RETIRED, CHAMPION);
    };
  }

  private static Optional<VersionState> only(boolean allowed, VersionState next) {
    return allowed ? Optional.of(next) : Optional.empty();
  }
}
