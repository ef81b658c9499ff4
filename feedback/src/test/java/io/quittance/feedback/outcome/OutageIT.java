package io.quittance.feedback.outcome;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.event.EventTypes;
import io.quittance.feedback.RegistryStub;
import io.quittance.feedback.Scene;
import io.quittance.testkit.Outages;
import io.quittance.testkit.QuittanceTestResource;
import io.quittance.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is sent while something is away is stored, or set aside, once it is back.
@QuarkusTest
@QuarkusTestResource(
    value = QuittanceTestResource.class,
    initArgs = @io.quarkus.test.common.ResourceArg(name = "own-broker", value = "true"),
    restrictToAnnotatedClass = true)
@QuarkusTestResource(value = RegistryStub.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class OutageIT {

  private static final Instant AT = Instant.parse("2026-02-01T07:13:00Z");
  private static final Duration WAIT = Duration.ofSeconds(90);

  QuittanceTestResource platform;

  private void sendBadAndGood(Scene scene) {
    platform
        .topics()
        .sendLater(
            "outcomes",
            scene.tenant() + "/acc-1",
            TestTopics.cloudEvent(scene.tenant(), "/bank", EventTypes.PAYMENT_RECEIVED, AT),
            "{".getBytes(StandardCharsets.UTF_8));
    scene.publish("after", AT, scene.payment("acc-1", 700));
  }

  private void awaitBoth(Scene scene) {
    platform.topics().flush();
    await()
        .atMost(WAIT)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertEquals(
                    1, scene.count("select count(*) from feedback.outcome where tenant = ?")));
    await()
        .atMost(WAIT)
        .ignoreExceptions()
        .until(
            () ->
                platform.topics().records("outcomes-dlq").stream()
                    .anyMatch(
                        letter -> scene.tenant().equals(TestTopics.header(letter, "orig_ce_id"))));
  }

  @Test
  void aMissingDeadLetterTopicHoldsNothingBackOnceItIsThere() {
    Scene scene = new Scene(platform, "topic-away");

    new Outages(platform)
        .ofTopic(
            "outcomes-dlq",
            () -> {
              sendBadAndGood(scene);
              platform.topics().flush();
            });

    awaitBoth(scene);
  }

  @Test
  void aDatabaseThatComesBackIsUsedAgain() {
    Scene scene = new Scene(platform, "database-away");

    new Outages(platform)
        .ofDatabase(
            () -> {
              sendBadAndGood(scene);
              platform.topics().flush();
            });

    awaitBoth(scene);
  }

  @Test
  void aBrokerThatComesBackIsUsedAgain() {
    Scene scene = new Scene(platform, "broker-away");

    new Outages(platform).ofBroker(() -> sendBadAndGood(scene));

    awaitBoth(scene);
  }
}
