package io.quittance.registry.mlflow;

/// Error codes that MLflow's clients understand, with the HTTP status of each. No refusal has a
/// status that clients retry (408, 429, 5xx): they would try for minutes and lose the message.
public enum ErrorCode {
  BAD_REQUEST(400),
  INVALID_PARAMETER_VALUE(400),
  RESOURCE_ALREADY_EXISTS(400),
  UNAUTHENTICATED(401),
  PERMISSION_DENIED(403),
  RESOURCE_DOES_NOT_EXIST(404),
  ENDPOINT_NOT_FOUND(404),
  RESOURCE_CONFLICT(409),
  TEMPORARILY_UNAVAILABLE(503),
  INTERNAL_ERROR(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /// Returns the code for a refusal that knows only its status.
  public static ErrorCode of(int status) {
    return switch (status) {
      case 400, 411, 413, 415, 422 -> INVALID_PARAMETER_VALUE;
      case 401 -> UNAUTHENTICATED;
      case 403 -> PERMISSION_DENIED;
      case 404 -> RESOURCE_DOES_NOT_EXIST;
      case 409 -> RESOURCE_CONFLICT;
      case 503 -> TEMPORARILY_UNAVAILABLE;
      default -> status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    };
  }
}
