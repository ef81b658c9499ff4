package io.quittance.messaging;

import io.quittance.core.event.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Configures the names of the topics.
@ConfigMapping(prefix = "quittance.topics")
public interface TopicsConfig {

  @WithDefault(Topics.ACCOUNT_EVENTS)
  String accountEvents();

  @WithDefault(Topics.OUTCOMES)
  String outcomes();

  @WithDefault(Topics.DECISIONS)
  String decisions();

  @WithDefault(Topics.MODEL_LIFECYCLE)
  String modelLifecycle();

  @WithDefault(Topics.RETRAINING_REQUESTS)
  String retrainingRequests();
}
