package io.quittance.core.feature;

/// Thrown when a model asks for an input that is unknown or forbidden.
public final class SignatureRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String feature;

  /// @param code `unknown-feature`, `unknown-version`, `protected-feature`, `post-outcome-feature`,
  ///   `duplicate-feature` or `empty-signature`
  /// @param feature name at fault; empty for an empty signature
  /// @param message what is wrong
  public SignatureRefusedException(String code, String feature, String message) {
    super(message);
    this.code = code;
    this.feature = feature;
  }

  /// Returns the stable code of the fault.
  public String code() {
    return code;
  }

  /// Returns the name at fault; empty for an empty signature.
  public String feature() {
    return feature;
  }
}
