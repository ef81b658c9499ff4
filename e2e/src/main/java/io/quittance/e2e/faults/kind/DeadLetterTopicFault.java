package io.quittance.e2e.faults.kind;

import java.time.Duration;
import java.util.List;

/// Deletes every dead-letter topic, sends bad records, and creates the topics again.
final class DeadLetterTopicFault implements Fault {

  private static final double SHARE = 0.01;
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final List<String> TOPICS =
      List.of("account-events-dlq", "outcomes-dlq", "decisions-dlq");

  @Override
  public String name() {
    return "dead-letter-topic";
  }

  @Override
  public String what() {
    return "every dead-letter topic missing while 1 % of the records are bad";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    for (String topic : TOPICS) {
      injection.platform().deleteTopic(topic);
    }
    injection.load().poison(SHARE);
    injection.injected("deleted " + String.join(", ", TOPICS));
    injection.pause(injection.left());
    injection.platform().createTopics();
    injection.tell("created them again, after %d bad records".formatted(injection.load().bad()));
    injection.pause(AFTER);
  }
}
