package io.quittance.feedback.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.feedback.trigger.TriggerInputs.DriftFound;
import io.quittance.feedback.trigger.TriggerInputs.LabelCount;
import io.quittance.feedback.trigger.TriggerInputs.LastRequest;
import io.quittance.feedback.trigger.TriggerInputs.Realised;
import io.quittance.feedback.trigger.TriggerInputs.ServingModel;
import io.quittance.feedback.trigger.TriggerResult.Fire;
import io.quittance.feedback.trigger.TriggerResult.Nothing;
import io.quittance.feedback.trigger.TriggerResult.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggerPolicyTest {

  private static final Instant AT = Instant.parse("2026-08-01T00:00:00Z");
  private static final Instant MATURE = AT.minus(Duration.ofDays(30));
  private static final LabelCount PLENTY = new LabelCount(5_000, 1_000, days(-200));
  private static final LabelCount FEW = new LabelCount(1_499, 700, days(-60));
  private static final LabelCount ONE_SIDED = new LabelCount(5_000, 49, days(-60));
  private static final ServingModel CHAMPION = new ServingModel(3, 0.75, days(-60));
  private static final Realised GOOD = new Realised(new LabelCount(2_000, 500, null), 0.74, 0.76);
  private static final Realised BAD = new Realised(new LabelCount(2_000, 500, null), 0.68, 0.71);

  private final TriggerPolicy policy =
      new TriggerPolicy(
          new TriggerThresholds(
              1_500,
              50,
              Duration.ofDays(14),
              Duration.ofDays(120),
              Duration.ofDays(365),
              2_500,
              Duration.ofDays(90),
              1_000,
              0.03));

  private static Instant days(int days) {
    return AT.plus(Duration.ofDays(days));
  }

  private static DriftFound drift(int onset, long labels) {
    return new DriftFound(
        days(onset), new LabelCount(labels, labels / 4, days(onset)), List.of("dpd 0.41"));
  }

  private TriggerResult evaluate(
      LabelCount labels,
      @Nullable ServingModel champion,
      @Nullable DriftFound drift,
      @Nullable Realised realised,
      @Nullable LastRequest last) {
    TriggerResult result =
        policy.evaluate(new TriggerInputs(AT, MATURE, labels, champion, drift, realised, last));
    assertFalse(result.explanation().isEmpty(), "every answer explains itself");
    result
        .explanation()
        .forEach(sentence -> assertTrue(sentence.endsWith("."), "a sentence: " + sentence));
    return result;
  }

  private static Fire fires(Cause cause, TriggerResult result) {
    Fire fire = assertInstanceOf(Fire.class, result);
    assertEquals(cause, fire.cause());
    assertTrue(fire.from().isBefore(fire.to()));
    return fire;
  }

  @Test
  void withoutAChampionEnoughLabelsStartCold() {
    Fire fire = fires(Cause.COLD_START, evaluate(PLENTY, null, null, null, null));
    assertEquals(days(-200), fire.from());
    assertEquals(MATURE, fire.to());
    assertEquals(5_000, fire.labels());
  }

  @Test
  void aColdStartWaitsForLabelsOfBothClasses() {
    assertInstanceOf(Wait.class, evaluate(FEW, null, null, null, null));
    assertInstanceOf(Wait.class, evaluate(ONE_SIDED, null, null, null, null));
    fires(Cause.COLD_START, evaluate(new LabelCount(1_500, 50, days(-60)), null, null, null, null));
  }

  @Test
  void aRequestWithoutANewModelIsMadeAgainAfterTheCooldown() {
    assertInstanceOf(
        Wait.class,
        evaluate(
            PLENTY,
            null,
            null,
            null,
            new LastRequest(days(-13), Cause.COLD_START, RequestFate.COUNTS)));
    fires(
        Cause.COLD_START,
        evaluate(
            PLENTY,
            null,
            null,
            null,
            new LastRequest(days(-14), Cause.COLD_START, RequestFate.COUNTS)));
  }

  @Test
  void aTrainingThatFailedForNowHoldsNothingBack() {
    LastRequest failed = new LastRequest(days(-1), Cause.DRIFT, RequestFate.FAILED_FOR_NOW);
    ServingModel old = new ServingModel(3, 0.75, days(-120));

    Fire again = fires(Cause.COLD_START, evaluate(PLENTY, null, null, null, failed));

    assertTrue(again.explanation().getLast().contains("does not count"));
    fires(Cause.SCHEDULE, evaluate(PLENTY, old, null, GOOD, failed));
    assertInstanceOf(Nothing.class, evaluate(PLENTY, CHAMPION, null, GOOD, failed));
  }

  @Test
  void aRequestOfUnknownFateHoldsTheNextOneBackAndSaysSo() {
    LastRequest unknown = new LastRequest(days(-1), Cause.DRIFT, RequestFate.UNKNOWN);

    Wait waiting = assertInstanceOf(Wait.class, evaluate(PLENTY, null, null, null, unknown));

    assertTrue(waiting.explanation().getLast().startsWith("What became of it is unknown"));
  }

  @Test
  void theCooldownHoldsForEveryCause() {
    LastRequest recent = new LastRequest(days(-1), Cause.MANUAL, RequestFate.COUNTS);
    assertInstanceOf(Wait.class, evaluate(PLENTY, CHAMPION, drift(-60, 2_500), GOOD, recent));
    assertInstanceOf(Wait.class, evaluate(PLENTY, CHAMPION, null, BAD, recent));
    assertInstanceOf(Nothing.class, evaluate(PLENTY, CHAMPION, null, GOOD, recent));
  }

  @Test
  void driftFiresFromItsOnsetOnceItsLabelsAreMature() {
    assertInstanceOf(Wait.class, evaluate(PLENTY, CHAMPION, drift(-60, 2_499), GOOD, null));
    Fire fire = fires(Cause.DRIFT, evaluate(PLENTY, CHAMPION, drift(-60, 2_500), GOOD, null));
    assertEquals(days(-60), fire.from());
    assertEquals(MATURE, fire.to());
    assertEquals(2_500, fire.labels());
    assertTrue(fire.explanation().getFirst().contains("dpd 0.41"));
  }

  @Test
  void driftNeedsBothClassesToo() {
    DriftFound oneSided =
        new DriftFound(days(-60), new LabelCount(9_000, 49, days(-60)), List.of("dpd 0.41"));
    assertInstanceOf(Wait.class, evaluate(PLENTY, CHAMPION, oneSided, GOOD, null));
  }

  @Test
  void aWaitingDriftHoldsTheLaterCausesBackForAWhile() {
    ServingModel old = new ServingModel(3, 0.75, days(-150));
    assertInstanceOf(Wait.class, evaluate(PLENTY, CHAMPION, drift(-90, 10), BAD, null));
    fires(Cause.PERFORMANCE, evaluate(PLENTY, CHAMPION, drift(-91, 10), BAD, null));
    assertInstanceOf(Wait.class, evaluate(PLENTY, old, drift(-90, 10), GOOD, null));
    fires(Cause.SCHEDULE, evaluate(PLENTY, old, drift(-91, 10), GOOD, null));
  }

  @Test
  void performanceFiresWhenTheWholeIntervalLiesBelowTheMargin() {
    fires(Cause.PERFORMANCE, evaluate(PLENTY, CHAMPION, null, BAD, null));
    Realised onTheMargin = new Realised(BAD.labels(), 0.70, 0.72);
    assertInstanceOf(Nothing.class, evaluate(PLENTY, CHAMPION, null, onTheMargin, null));
    Realised few = new Realised(new LabelCount(999, 400, null), 0.5, 0.55);
    assertInstanceOf(Nothing.class, evaluate(PLENTY, CHAMPION, null, few, null));
    Realised oneSided = new Realised(new LabelCount(2_000, 49, null), 0.5, 0.55);
    assertInstanceOf(Nothing.class, evaluate(PLENTY, CHAMPION, null, oneSided, null));
    ServingModel silent = new ServingModel(3, null, days(-60));
    assertInstanceOf(Nothing.class, evaluate(PLENTY, silent, null, BAD, null));
    assertInstanceOf(Nothing.class, evaluate(PLENTY, CHAMPION, null, null, null));
  }

  @Test
  void scheduleCountsFromTheLastTrainingOrRequest() {
    ServingModel old = new ServingModel(3, 0.75, days(-120));
    fires(Cause.SCHEDULE, evaluate(PLENTY, old, null, GOOD, null));
    fires(Cause.SCHEDULE, evaluate(PLENTY, old, null, null, null));
    ServingModel young = new ServingModel(3, 0.75, days(-119));
    assertInstanceOf(Nothing.class, evaluate(PLENTY, young, null, GOOD, null));
    LastRequest later = new LastRequest(days(-119), Cause.DRIFT, RequestFate.COUNTS);
    assertInstanceOf(Nothing.class, evaluate(PLENTY, old, null, GOOD, later));
    assertInstanceOf(Wait.class, evaluate(FEW, old, null, GOOD, null));
  }

  @Test
  void aTrainingLearnsFromTheTrainingWindowAtMost() {
    LabelCount ancient = new LabelCount(5_000, 1_000, days(-3_000));
    Fire fire = fires(Cause.COLD_START, evaluate(ancient, null, null, null, null));
    assertEquals(MATURE.minus(Duration.ofDays(365)), fire.from());
  }
}
