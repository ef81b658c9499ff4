package io.quittance.local.launch;

import io.quittance.core.event.Topics;
import io.quittance.embedded.kafka.TopicSpec;
import java.util.List;

/// The topics of the platform on one machine, with their numbers of partitions.
public final class PlatformTopics {

  private static final int PARTITIONS = 12;

  /// Every topic, dead-letter topics included.
  public static final List<TopicSpec> ALL =
      List.of(
          TopicSpec.of(Topics.ACCOUNT_EVENTS, PARTITIONS),
          TopicSpec.of(Topics.OUTCOMES, PARTITIONS),
          TopicSpec.of(Topics.DECISIONS, PARTITIONS),
          TopicSpec.compacted(Topics.MODEL_LIFECYCLE, 1),
          TopicSpec.of(Topics.RETRAINING_REQUESTS, 1),
          TopicSpec.of(Topics.deadLetter(Topics.ACCOUNT_EVENTS), 1),
          TopicSpec.of(Topics.deadLetter(Topics.OUTCOMES), 1),
          TopicSpec.of(Topics.deadLetter(Topics.DECISIONS), 1),
          TopicSpec.of(Topics.deadLetter(Topics.MODEL_LIFECYCLE), 1),
          TopicSpec.of(Topics.deadLetter(Topics.RETRAINING_REQUESTS), 1));

  private PlatformTopics() {}
}
