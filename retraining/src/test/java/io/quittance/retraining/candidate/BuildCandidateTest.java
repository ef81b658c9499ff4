package io.quittance.retraining.candidate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.bundle.ModelBundle;
import io.quittance.laboratory.SyntheticRows;
import io.quittance.laboratory.dataset.AccountTimeSplit;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.evaluation.Champion;
import io.quittance.laboratory.table.problem.BadDataException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BuildCandidateTest {

  private static final Instant REQUESTED = Instant.parse("2026-05-01T00:00:00Z");
  private final LabelledRows rows = SyntheticRows.of(6_000, 10, 41);
  private final AccountTimeSplit split = SyntheticRows.split(6_000, 10, 41);
  private final RecordedStages stages = new RecordedStages();

  @Test
  void theSameOrderAndRowsGiveTheSameBytes() {
    BuildCandidate.Candidate first = build(Optional.empty());

    BuildCandidate.Candidate second = build(Optional.empty());

    assertArrayEquals(first.bundle(), second.bundle());
    assertArrayEquals(first.evidence(), second.evidence());
  }

  @Test
  void theBundleIsWhole() {
    BuildCandidate.Candidate candidate = build(Optional.empty());

    ModelBundle bundle = ModelBundle.read(candidate.bundle());
    assertTrue(bundle.load().forest().orElseThrow().ensemble().hasCovers());
    assertEquals("run-1", bundle.manifest().provenance().trainingRun().id());
    assertEquals(rows.features(), bundle.manifest().featureNames());
    assertTrue(List.of("xgboost", "lightgbm", "stacked").contains(bundle.manifest().family()));
    assertEquals(candidate.metrics().get("auc"), bundle.manifest().metrics().get("auc"));
    assertEquals(split.train().size() + split.calibration().size(), bundle.reference().rows());
    assertEquals(50, bundle.goldenRows().size());
    assertTrue(bundle.card().contains("## Limits"));
    assertTrue(bundle.card().contains(split.evaluation().size() + " rows of "), bundle.card());
    assertTrue(bundle.card().contains("No account of the evaluation is in another part"));
    assertTrue(
        stages.details.getFirst().contains(split.evaluation().size() + " later ones"),
        stages.details.getFirst());
    assertEquals(
        List.of(
            BuildCandidate.Stage.TRAINING,
            BuildCandidate.Stage.EVALUATING,
            BuildCandidate.Stage.EXPORTING),
        stages.entered);
  }

  @Test
  void theChampionScoresTheSameRows() {
    Champion itself = Champion.of(3, build(Optional.empty()).bundle());

    BuildCandidate.Candidate candidate = build(Optional.of(itself));

    assertEquals(Optional.of(3), candidate.comparedWith());
    List<String> lines =
        new String(candidate.evidence(), StandardCharsets.UTF_8).lines().skip(1).toList();
    assertEquals(split.evaluation().size(), lines.size());
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      assertEquals(Double.parseDouble(fields[2]), Double.parseDouble(fields[3]), 1e-6);
    }
  }

  @Test
  void theCardTellsWhatWasLearntOfContacts() {
    DecisionWeeks weeks = TreatedWorld.CALLS_WORK.of(1_000, 6, 8);

    BuildCandidate.Candidate candidate =
        candidates().run(order(), rows, weeks, Optional::empty, Optional.empty(), stages);

    ModelBundle bundle = ModelBundle.read(candidate.bundle());
    assertEquals(
        candidate.metrics().get("effect_weeks"),
        (double) bundle.effects().orElseThrow().evidence().weeks());
    assertTrue(bundle.card().contains("## Effects of contacts"), bundle.card());
    assertTrue(
        bundle.card().contains("- call: multiplies the odds of a payment within a week by "));
    assertTrue(bundle.card().contains("- email: was hardly ever tried"), bundle.card());
    assertTrue(bundle.card().contains("Against who contacts nobody: +"), bundle.card());
    assertEquals(
        candidate.metrics().get("value_gain_vs_nothing_low"),
        bundle.manifest().metrics().get("value_gain_vs_nothing_low"));
    assertTrue(stages.details.get(1).contains("Effects of contacts were learnt from "));
    assertTrue(
        ModelBundle.read(build(Optional.empty()).bundle())
            .card()
            .contains("No effects of contacts were learnt"));
  }

  @Test
  void tooFewRowsToEvaluateAreRefusedWithTheReason() {
    LabelledRows few = rows.slice(0, 2_000);

    var refused =
        assertThrows(
            BadDataException.class,
            () ->
                candidates()
                    .run(
                        order(),
                        few,
                        DecisionWeeks.NONE,
                        Optional::empty,
                        Optional.empty(),
                        stages));

    String message = String.valueOf(refused.getMessage());
    assertTrue(
        message.contains("the evaluation part (held-out accounts, last decisions)"), message);
    assertTrue(message.contains("at least 300 rows and 30 of each class"), message);
    assertTrue(stages.entered.isEmpty());
  }

  @Test
  void aColumnOfNoKnownFeatureIsRefused() {
    List<String> names = new ArrayList<>(rows.features());
    names.set(0, "favourite_colour");
    LabelledRows strange =
        new LabelledRows(
            names, rows.values(), rows.labels(), rows.decidedAtMicros(), rows.accounts());

    var refused =
        assertThrows(
            BadDataException.class,
            () ->
                candidates()
                    .run(
                        order(),
                        strange,
                        DecisionWeeks.NONE,
                        Optional::empty,
                        Optional.empty(),
                        stages));

    assertTrue(String.valueOf(refused.getMessage()).contains("favourite_colour"));
  }

  private BuildCandidate.Candidate build(Optional<Champion> champion) {
    return candidates()
        .run(order(), rows, DecisionWeeks.NONE, () -> champion, Optional.empty(), stages);
  }

  private static BuildCandidate candidates() {
    TrainingConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(TrainingConfig.class)
            .withDefaultValue("quittance.training.max-trees", "60")
            .withDefaultValue("quittance.training.trials", "4")
            .build()
            .getConfigMapping(TrainingConfig.class);
    return new BuildCandidate(BuildSettings.of(config), "0.1.0");
  }

  private static BuildCandidate.Order order() {
    return new BuildCandidate.Order(
        "payment-30d",
        "run-1",
        "manual",
        "tester",
        REQUESTED,
        Instant.parse("2026-01-01T00:00:00Z"),
        REQUESTED,
        "0".repeat(64));
  }

  /// Remembers what it is told.
  private static final class RecordedStages implements BuildCandidate.Stages {
    private final List<BuildCandidate.Stage> entered = new ArrayList<>();
    private final List<String> details = new ArrayList<>();

    @Override
    public void enter(BuildCandidate.Stage stage, String detail) {
      entered.add(stage);
      details.add(detail);
    }

    @Override
    public synchronized void progress(int percent, String message) {
      assertTrue(percent >= 10 && percent <= 70);
    }
  }
}
