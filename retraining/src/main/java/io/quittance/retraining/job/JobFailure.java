package io.quittance.retraining.job;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.laboratory.export.ExportRefusedException;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.training.TrainingFailedException;
import io.quittance.retraining.peer.PeerException;

/// Describes why an attempt failed, for people to read.
///
/// @param temporary whether a later attempt may succeed
record JobFailure(FailureCategory category, boolean temporary, String message) {

  static JobFailure of(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case BadDataException _ -> lasting(FailureCategory.BAD_DATA, message);
      case PeerException peer when peer.isTemporary() ->
          new JobFailure(FailureCategory.UNREACHABLE, true, message);
      case PeerException _ -> lasting(FailureCategory.REFUSED, message);
      case ExportRefusedException _ -> lasting(FailureCategory.EXPORT, message);
      case ModelRefusedException refused ->
          lasting(FailureCategory.EXPORT, message + " (rule " + refused.rule() + ")");
      case RefusedTransitionException _ -> new JobFailure(FailureCategory.INTERNAL, true, message);
      case TrainingFailedException _ -> lasting(FailureCategory.TRAINING, message);
      default ->
          lasting(FailureCategory.INTERNAL, failure.getClass().getSimpleName() + " " + message);
    };
  }

  private static JobFailure lasting(FailureCategory category, String message) {
    return new JobFailure(category, false, message);
  }
}
