package io.quittance.registry.mlflow;

/// Refuses a request of an MLflow client, with the code that the client turns into its own error.
public final class MlflowRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  private MlflowRefusal(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /// Returns a refusal of a value that breaks a rule; the message names field, rule and remedy.
  public static MlflowRefusal invalid(String message) {
    return new MlflowRefusal(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  /// Returns a refusal because the tenant has no such object.
  public static MlflowRefusal absent(String message) {
    return new MlflowRefusal(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
  }

  /// Returns a refusal because a name is taken.
  public static MlflowRefusal exists(String message) {
    return new MlflowRefusal(ErrorCode.RESOURCE_ALREADY_EXISTS, message);
  }

  /// Returns a refusal of what this interface may not do; the message names who does it instead.
  public static MlflowRefusal denied(String message) {
    return new MlflowRefusal(ErrorCode.PERMISSION_DENIED, message);
  }

  public ErrorCode code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
