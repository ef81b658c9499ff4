package io.quittance.retraining.lifecycle;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.laboratory.export.ExportRefusedException;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.training.TrainingFailedException;
import io.quittance.retraining.peer.PeerException;
import io.quittance.retraining.trainer.TrainerCrashedException;
import java.io.UncheckedIOException;

/// Describes why an attempt failed, for people to read.
public record JobFailure(FailureCategory category, Kind kind, String message) {

  /// What a failure means for the next attempt.
  public enum Kind {
    /// It would fail again.
    LASTING,
    /// It may succeed once a peer answers again or a disk has room.
    TEMPORARY,
    /// The attempt ended its process, or would have: it may have been chance, but not often.
    CRASH
  }

  /// Returns the failure of a job whose attempts ended the process of the service so often.
  public static JobFailure crashed(int times) {
    return lasting(
        FailureCategory.CRASHED,
        times
            + " attempts ended the process that ran them: look for the reason in the log of the"
            + " service, then ask for the training again");
  }

  public static JobFailure of(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case BadDataException _ -> lasting(FailureCategory.BAD_DATA, message);
      case PeerException peer when peer.isTemporary() ->
          new JobFailure(FailureCategory.UNREACHABLE, Kind.TEMPORARY, message);
      case PeerException _ -> lasting(FailureCategory.REFUSED, message);
      case ExportRefusedException _ -> lasting(FailureCategory.EXPORT, message);
      case ModelRefusedException refused ->
          lasting(FailureCategory.EXPORT, message + " (rule " + refused.rule() + ")");
      case RefusedTransitionException _ ->
          new JobFailure(FailureCategory.INTERNAL, Kind.TEMPORARY, message);
      case TrainingFailedException _ -> lasting(FailureCategory.TRAINING, message);
      case TrainerCrashedException _ ->
          new JobFailure(FailureCategory.CRASHED, Kind.CRASH, message);
      case UncheckedIOException _ ->
          new JobFailure(FailureCategory.STORAGE, Kind.TEMPORARY, message);
      case Error _ ->
          new JobFailure(
              FailureCategory.CRASHED,
              Kind.CRASH,
              failure.getClass().getSimpleName() + " " + message);
      default ->
          lasting(FailureCategory.INTERNAL, failure.getClass().getSimpleName() + " " + message);
    };
  }

  private static JobFailure lasting(FailureCategory category, String message) {
    return new JobFailure(category, Kind.LASTING, message);
  }
}
