package io.quittance.core.vocabulary;

/// A record that breaks its contract. It is a value to be reported (to the dead-letter topic or to
/// the caller), never a reason to stop.
public final class InvalidEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;

  /// @param code a stable, machine-readable cause such as `missing-field`
  /// @param field the JSON field or header at fault
  /// @param message what is wrong and what would be right
  public InvalidEventException(String code, String field, String message) {
    super(message);
    this.code = code;
    this.field = field;
  }

  /// The stable cause: one of the codes of the table in `docs/reference/bad-input.md`.
  public String code() {
    return code;
  }

  /// The JSON field or header at fault.
  public String field() {
    return field;
  }
}
