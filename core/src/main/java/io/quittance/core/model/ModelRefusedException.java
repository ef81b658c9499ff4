package io.quittance.core.model;

/// Thrown when a model, or a part of one, breaks a rule. Nothing of the model has been used.
public final class ModelRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /// @param rule the broken rule, in kebab case, stable across releases
  /// @param message what is wrong
  public ModelRefusedException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /// @param rule the broken rule, in kebab case, stable across releases
  /// @param message what is wrong
  /// @param cause the underlying failure
  public ModelRefusedException(String rule, String message, Throwable cause) {
    super(message, cause);
    this.rule = rule;
  }

  /// Returns the broken rule, in kebab case, stable across releases.
  public String rule() {
    return rule;
  }
}
