package io.quittance.core.model;

/// A model, or a part of one, was not what it must be. Nothing of it has been used.
public final class ModelRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /// @param rule the rule that was broken, in kebab case, stable across releases
  public ModelRefusedException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /// @param rule the rule that was broken, in kebab case, stable across releases
  public ModelRefusedException(String rule, String message, Throwable cause) {
    super(message, cause);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}
