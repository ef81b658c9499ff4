package io.quittance.core.event;

/// The default names of the topics.
public final class Topics {

  public static final String ACCOUNT_EVENTS = "account-events";
  public static final String OUTCOMES = "outcomes";
  public static final String DECISIONS = "decisions";
  public static final String MODEL_LIFECYCLE = "model-lifecycle";
  public static final String RETRAINING_REQUESTS = "retraining-requests";

  private Topics() {}

  /// Returns the dead-letter topic of a topic.
  public static String deadLetter(String topic) {
    return topic + "-dlq";
  }
}
