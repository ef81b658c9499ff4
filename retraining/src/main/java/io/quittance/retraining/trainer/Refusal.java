package io.quittance.retraining.trainer;

import io.quittance.core.model.ModelRefusedException;
import io.quittance.laboratory.export.ExportRefusedException;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.laboratory.training.TrainingFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Carries an exception from the process to its parent.
///
/// @param detail the broken rule of a model, else empty
record Refusal(Reason reason, String detail, String message) {

  enum Reason {
    BAD_DATA,
    EXPORT,
    MODEL,
    TRAINING,
    FILES,
    DEFECT
  }

  static Refusal of(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case BadDataException _ -> new Refusal(Reason.BAD_DATA, "", message);
      case ExportRefusedException _ -> new Refusal(Reason.EXPORT, "", message);
      case ModelRefusedException refused -> new Refusal(Reason.MODEL, refused.rule(), message);
      case TrainingFailedException _ -> new Refusal(Reason.TRAINING, "", message);
      case UncheckedIOException _ -> new Refusal(Reason.FILES, "", message);
      default -> new Refusal(Reason.DEFECT, "", failure.getClass().getSimpleName() + " " + message);
    };
  }

  /// Returns an exception of the type that was carried.
  RuntimeException exception() {
    return switch (reason) {
      case BAD_DATA -> new BadDataException(message);
      case EXPORT -> new ExportRefusedException(message);
      case MODEL -> new ModelRefusedException(detail, message);
      case TRAINING ->
          new TrainingFailedException(message, new IllegalStateException("see the log"));
      case FILES -> new UncheckedIOException(message, new IOException(message));
      case DEFECT -> new IllegalStateException(message);
    };
  }
}
