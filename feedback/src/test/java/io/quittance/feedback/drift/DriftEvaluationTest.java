package io.quittance.feedback.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import io.quittance.feedback.drift.FeatureDrift.Verdict;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftEvaluationTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "action_channel");
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate SHIFT = LocalDate.of(2026, 3, 1);
  private static final DriftThresholds THRESHOLDS =
      new DriftThresholds(14, 0.2, 0.5, 3, 0.01, 500, 180, Set.of("action_channel"));

  private final Random random = new Random(7);
  private final DriftReference reference = reference();

  private DriftReference reference() {
    float[][] rows = new float[5_000][];
    double[] probabilities = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(0);
      probabilities[i] = random.nextDouble();
    }
    return DriftReference.of(NAMES, Set.of("action_channel"), rows, probabilities);
  }

  private float[] row(double shift) {
    return new float[] {
      (float) (random.nextGaussian() + shift),
      random.nextInt(10) == 0 ? Float.NaN : (float) (random.nextGaussian() + shift),
      (float) (random.nextGaussian() * (1 + shift)),
      shift == 0 ? random.nextInt(5) : 4
    };
  }

  private SortedMap<LocalDate, DayHistogram> days(int days, double shift) {
    SortedMap<LocalDate, DayHistogram> histograms = new TreeMap<>();
    for (int i = 0; i < days; i++) {
      LocalDate day = FIRST.plusDays(i);
      histograms.put(day, day(day.isBefore(SHIFT) ? 0 : shift));
    }
    return histograms;
  }

  private DayHistogram day(double shift) {
    Map<String, long[]> counts = new HashMap<>();
    for (FeatureReference feature : reference.features()) {
      counts.put(feature.name(), new long[feature.bins()]);
    }
    FeatureReference prediction = reference.prediction();
    counts.put(FeatureReference.PREDICTION, new long[prediction.bins()]);
    for (int i = 0; i < 100; i++) {
      float[] row = row(shift);
      for (int f = 0; f < row.length; f++) {
        bins(counts, NAMES.get(f))[reference.features().get(f).binOf(row[f])]++;
      }
      bins(counts, FeatureReference.PREDICTION)[prediction.binOf(random.nextDouble())]++;
    }
    return new DayHistogram(100, counts);
  }

  private static long[] bins(Map<String, long[]> counts, String feature) {
    return java.util.Objects.requireNonNull(counts.get(feature));
  }

  @Test
  void theSameWorldNeverDrifts() {
    DriftEvaluation evaluation = new DriftEvaluation(reference, THRESHOLDS, days(120, 0));

    for (LocalDate to = FIRST.plusDays(14); to.isBefore(FIRST.plusDays(120)); to = to.plusDays(1)) {
      WindowDrift drift = evaluation.at(to);
      assertTrue(drift.enough());
      assertFalse(drift.drifting(), to.toString());
      assertEquals(Optional.empty(), evaluation.onset(to));
    }
  }

  @Test
  void aShiftIsFoundAndItsOnsetIsTheSameWhoeverAsksLater() {
    DriftEvaluation evaluation = new DriftEvaluation(reference, THRESHOLDS, days(120, 1.5));

    assertFalse(evaluation.at(SHIFT).drifting());
    LocalDate found = evaluation.onset(SHIFT.plusDays(30)).orElseThrow();
    assertTrue(found.isAfter(SHIFT) && !found.isAfter(SHIFT.plusDays(14)), found.toString());
    assertEquals(Optional.of(found), evaluation.onset(SHIFT.plusDays(45)));
    assertEquals(Optional.empty(), evaluation.onset(found.minusDays(1)));
    WindowDrift drift = evaluation.at(SHIFT.plusDays(30));
    assertEquals(3, drift.driftingFeatures());
    assertTrue(
        drift.features().stream()
            .anyMatch(f -> f.name().equals("action_channel") && f.verdict() == Verdict.IGNORED));
  }

  @Test
  void tooFewDecisionsSayNothing() {
    DriftEvaluation evaluation = new DriftEvaluation(reference, THRESHOLDS, days(4, 3));

    assertFalse(evaluation.at(FIRST.plusDays(4)).enough());
    assertFalse(evaluation.at(FIRST.plusDays(4)).drifting());
  }

  @Test
  void indexAndDistanceAreThoseOfTheirDefinitions() {
    SortedMap<LocalDate, DayHistogram> days = days(14, 0);
    WindowDrift drift = new DriftEvaluation(reference, THRESHOLDS, days).at(FIRST.plusDays(14));

    for (FeatureReference feature : reference.features()) {
      long[] now = new long[feature.bins()];
      days.values()
          .forEach(
              day -> {
                for (int i = 0; i < now.length; i++) {
                  now[i] += bins(day.counts(), feature.name())[i];
                }
              });
      double expected = 0;
      double entropies = 0;
      for (int i = 0; i < now.length; i++) {
        double before = feature.binCounts()[i] / 5_000.0;
        double after = now[i] / 1_400.0;
        entropies += entropy((before + after) / 2) - entropy(before) / 2 - entropy(after) / 2;
        if (now[i] + feature.binCounts()[i] > 0) {
          double p = Math.max(1e-4, feature.binCounts()[i] / 5_000.0);
          double q = Math.max(1e-4, now[i] / 1_400.0);
          expected += (q - p) * Math.log(q / p);
        }
      }
      FeatureDrift found =
          drift.features().stream()
              .filter(f -> f.name().equals(feature.name()))
              .findFirst()
              .orElseThrow();
      assertEquals(expected, found.psi(), 1e-12, feature.name());
      double distance = java.util.Objects.requireNonNull(found.jensenShannon());
      assertEquals(Math.sqrt(entropies), distance, 1e-9, feature.name());
    }
  }

  /// Jensen–Shannon divergence is the entropy of the mixture less the mean entropy (Lin 1991).
  private static double entropy(double share) {
    return share == 0 ? 0 : -share * Math.log(share);
  }

  @Test
  void theDistanceGrowsWithTheShiftAndAnEmptySideHasNone() {
    WindowDrift same =
        new DriftEvaluation(reference, THRESHOLDS, days(120, 0)).at(SHIFT.plusDays(30));
    WindowDrift moved =
        new DriftEvaluation(reference, THRESHOLDS, days(120, 1.5)).at(SHIFT.plusDays(30));
    SortedMap<LocalDate, DayHistogram> unseen = new TreeMap<>();
    unseen.put(FIRST, new DayHistogram(600, Map.of()));
    WindowDrift empty = new DriftEvaluation(reference, THRESHOLDS, unseen).at(FIRST.plusDays(1));

    for (String name : NAMES) {
      assertTrue(
          distance(moved, name).orElseThrow() > 3 * distance(same, name).orElseThrow(), name);
      assertEquals(Optional.empty(), distance(empty, name));
    }
  }

  private static Optional<Double> distance(WindowDrift drift, String name) {
    return drift.features().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .map(FeatureDrift::jensenShannon);
  }
}
