package io.quittance.scoring.decision;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Envelope;
import io.quittance.scoring.Events;
import io.quittance.scoring.Platform;
import io.quittance.scoring.RegistryStub;
import io.quittance.testkit.Outages;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What is sent while something is away is decided, or set aside, once it is back.
@QuarkusTest
@QuarkusTestResource(
    value = QuittanceTestResource.class,
    initArgs = @ResourceArg(name = "own-broker", value = "true"),
    restrictToAnnotatedClass = true)
@QuarkusTestResource(value = RegistryStub.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
final class OutageIT {

  private static final Instant TIME = Instant.parse("2026-03-02T15:00:00Z");
  private static final Duration WAIT = Duration.ofSeconds(90);

  QuittanceTestResource surroundings;

  private Envelope sendBadAndGood(String name) {
    TestTopics topics = surroundings.topics();
    topics.sendLater(
        "account-events",
        "default/a-" + name,
        TestTopics.cloudEvent(name, "/bank", "io.quittance.account.placed.v1", TIME),
        "{".getBytes(StandardCharsets.UTF_8));
    AccountEvent placed = Events.placed("a-" + name, "p-" + name, TIME);
    Envelope envelope = Events.envelope("default", name + "-placed", TIME, placed);
    Events.send(topics, envelope, placed);
    return envelope;
  }

  private void awaitBoth(String name) {
    surroundings.topics().flush();
    Platform platform = new Platform(surroundings);
    Awaitility.await()
        .atMost(WAIT)
        .ignoreExceptions()
        .until(
            () ->
                !platform
                    .published(
                        Events.envelope(
                                "default",
                                name + "-placed",
                                TIME,
                                Events.placed("a-" + name, "p-" + name, TIME))
                            .identity())
                    .isEmpty());
    Awaitility.await()
        .atMost(WAIT)
        .ignoreExceptions()
        .until(
            () ->
                surroundings.topics().records("account-events-dlq").stream()
                    .anyMatch(letter -> name.equals(TestTopics.header(letter, "orig_ce_id"))));
  }

  @Test
  void aMissingDeadLetterTopicHoldsNothingBackOnceItIsThere() {
    new Outages(surroundings)
        .ofTopic(
            "account-events-dlq",
            () -> {
              sendBadAndGood("topic-away");
              surroundings.topics().flush();
            });

    awaitBoth("topic-away");
  }

  @Test
  void aDatabaseThatComesBackIsUsedAgain() {
    new Outages(surroundings)
        .ofDatabase(
            () -> {
              sendBadAndGood("database-away");
              surroundings.topics().flush();
            });

    awaitBoth("database-away");
  }

  @Test
  void aBrokerThatComesBackIsUsedAgain() {
    new Outages(surroundings).ofBroker(() -> sendBadAndGood("broker-away"));

    awaitBoth("broker-away");
  }
}
