package io.quittance.core.validation;

/// Thrown for a record that breaks its contract. The caller reports it (to the dead-letter topic or
/// to the client) and continues with the next record.
public final class InvalidEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;

  /// @param code a stable, machine-readable cause such as `missing-field`
  /// @param field the JSON field or header at fault
  /// @param message what is wrong and what is expected
  public InvalidEventException(String code, String field, String message) {
    super(message);
    this.code = code;
    this.field = field;
  }

  /// Returns the stable cause: one of the codes listed in `docs/reference/bad-input.md`.
  public String code() {
    return code;
  }

  /// Returns the JSON field or header at fault.
  public String field() {
    return field;
  }
}
