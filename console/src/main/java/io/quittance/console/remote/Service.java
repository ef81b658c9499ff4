package io.quittance.console.remote;

/// A service that the console asks.
public enum Service {
  SCORING("Scoring"),
  FEEDBACK("Feedback"),
  RETRAINING("Retraining"),
  REGISTRY("The registry");

  private final String title;

  Service(String title) {
    this.title = title;
  }

  /// Returns its name at the beginning of a sentence.
  public String title() {
    return title;
  }
}
