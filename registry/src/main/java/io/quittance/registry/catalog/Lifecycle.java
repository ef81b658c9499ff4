package io.quittance.registry.catalog;

import static io.quittance.registry.catalog.VersionState.CHALLENGER;
import static io.quittance.registry.catalog.VersionState.CHAMPION;
import static io.quittance.registry.catalog.VersionState.REJECTED;
import static io.quittance.registry.catalog.VersionState.RETIRED;
import static io.quittance.registry.catalog.VersionState.SHADOW;
import static io.quittance.registry.catalog.VersionState.VALIDATED;

import java.util.Optional;

/// The one place that says how a version's life may go: `candidate → validated → [shadow] →
/// [challenger] → champion → retired`, or `rejected`.
///
/// Guarantees: nothing leaves `rejected`; `champion` is reached only from a version that passed the
/// gate, or from `retired` by a rollback; `candidate` is never re-entered.
public final class Lifecycle {

  private Lifecycle() {}

  /// The state after the event, empty when the event is refused in this state.
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
