package io.quittance.messaging;

/// The topics under their usual names.
public final class DefaultTopics implements TopicsConfig {
  @Override
  public String accountEvents() {
    return "account-events";
  }

  @Override
  public String outcomes() {
    return "outcomes";
  }

  @Override
  public String decisions() {
    return "decisions";
  }

  @Override
  public String modelLifecycle() {
    return "model-lifecycle";
  }

  @Override
  public String retrainingRequests() {
    return "retraining-requests";
  }
}
