package io.quittance.scoring.openinference;

/// A request that cannot be answered. The message names the tensor or field, the rule and what to
/// do; clients of the protocol show it as it is.
final class InferenceRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private InferenceRefusedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /// The request breaks a rule of the protocol, or of the model.
  static InferenceRefusedException invalid(String message, Object... arguments) {
    return new InferenceRefusedException(400, message.formatted(arguments));
  }

  /// The request is larger than is worth reading.
  static InferenceRefusedException tooLarge(String message, Object... arguments) {
    return new InferenceRefusedException(413, message.formatted(arguments));
  }

  /// The request does not come.
  static InferenceRefusedException tooSlow(String message, Object... arguments) {
    return new InferenceRefusedException(408, message.formatted(arguments));
  }

  /// There is no such model or version.
  static InferenceRefusedException unknown(String message, Object... arguments) {
    return new InferenceRefusedException(404, message.formatted(arguments));
  }

  /// The model has no answer to give.
  static InferenceRefusedException unanswerable(String message, Object... arguments) {
    return new InferenceRefusedException(422, message.formatted(arguments));
  }

  /// Not now, but perhaps in a second.
  static InferenceRefusedException unavailable(String message, Object... arguments) {
    return new InferenceRefusedException(503, message.formatted(arguments));
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
