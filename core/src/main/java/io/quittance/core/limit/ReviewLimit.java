package io.quittance.core.limit;

import java.util.List;

/// Limit on decisions that people make. Restricts no contact.
public sealed interface ReviewLimit extends Limit {

  /// Bars a suit after the limitation period has ended.
  record TimeBarred() implements ReviewLimit {
    @Override
    public List<String> requiredInputs() {
      return List.of("end of the limitation period");
    }
  }

  /// Reserves a decision to a person: it is never made automatically.
  record HumanDecision() implements ReviewLimit {}
}
