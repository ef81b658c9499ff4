package io.quittance.core.feature;

/// A model asks for an input that it cannot or must not have.
public final class SignatureRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String feature;

  /// @param code `unknown-feature`, `unknown-version`, `protected-feature`, `post-outcome-feature`,
  ///   `duplicate-feature` or `empty-signature`
  public SignatureRefusedException(String code, String feature, String message) {
    super(message);
    this.code = code;
    this.feature = feature;
  }

  public String code() {
    return code;
  }

  /// The name at fault, empty for an empty signature.
  public String feature() {
    return feature;
  }
}
