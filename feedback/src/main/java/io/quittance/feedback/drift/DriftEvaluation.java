package io.quittance.feedback.drift;

import io.quittance.core.metric.JensenShannon;
import io.quittance.core.metric.Psi;
import io.quittance.core.model.DriftReference;
import io.quittance.core.model.FeatureReference;
import io.quittance.feedback.drift.FeatureDrift.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Compares windows of daily histograms with the reference a model was trained on. Pure: the same
/// days give the same answer whenever it is asked, so the onset does not depend on when it is asked
/// for.
final class DriftEvaluation {

  private final DriftReference reference;
  private final DriftThresholds thresholds;
  private final SortedMap<LocalDate, DayHistogram> days;

  DriftEvaluation(
      DriftReference reference,
      DriftThresholds thresholds,
      SortedMap<LocalDate, DayHistogram> days) {
    this.reference = reference;
    this.thresholds = thresholds;
    this.days = days;
  }

  /// Evaluates the window of whole days before `to`.
  WindowDrift at(LocalDate to) {
    LocalDate from = to.minusDays(thresholds.windowDays());
    SortedMap<LocalDate, DayHistogram> window = days.subMap(from, to);
    long rows = window.values().stream().mapToLong(DayHistogram::decisions).sum();
    if (rows < thresholds.minRows()) {
      return new WindowDrift(from, to, rows, false, false, List.of(), null);
    }
    List<FeatureDrift> features = new ArrayList<>();
    for (FeatureReference feature : reference.features()) {
      features.add(compare(feature, window));
    }
    features.sort(Comparator.comparingDouble(FeatureDrift::psi).reversed());
    FeatureDrift prediction = compare(reference.prediction(), window);
    return new WindowDrift(
        from, to, rows, true, drifting(features, prediction), features, prediction);
  }

  /// Returns the first day of the run of consecutive drifting daily evaluations that reaches `to`;
  /// empty when the window before `to` does not drift. The evaluation of a day covers the days
  /// before it.
  Optional<LocalDate> onset(LocalDate to) {
    @Nullable LocalDate first = null;
    LocalDate day = to;
    while (!day.isBefore(to.minusDays(thresholds.lookBackDays())) && at(day).drifting()) {
      first = day;
      day = day.minusDays(1);
    }
    return Optional.ofNullable(first);
  }

  private boolean drifting(List<FeatureDrift> features, FeatureDrift prediction) {
    List<FeatureDrift> all = new ArrayList<>(features);
    all.add(prediction);
    List<FeatureDrift> moved =
        all.stream().filter(feature -> feature.verdict() == Verdict.DRIFTING).toList();
    return moved.size() >= thresholds.features()
        || moved.stream().anyMatch(feature -> feature.psi() > thresholds.single());
  }

  private FeatureDrift compare(
      FeatureReference feature, SortedMap<LocalDate, DayHistogram> window) {
    long[] before = feature.binCounts();
    long[] now = new long[before.length];
    for (DayHistogram day : window.values()) {
      long[] counts = day.counts().get(feature.name());
      for (int i = 0; counts != null && i < now.length && i < counts.length; i++) {
        now[i] += counts[i];
      }
    }
    long rowsBefore = Arrays.stream(before).sum();
    long rowsNow = Arrays.stream(now).sum();
    if (rowsBefore == 0 || rowsNow == 0) {
      return new FeatureDrift(feature.name(), 0, 0, null, Verdict.STABLE, 0, 0);
    }
    double psi = Psi.psi(before, now);
    double critical =
        Psi.criticalValue(rowsBefore, rowsNow, usedBins(before, now), thresholds.alpha());
    return new FeatureDrift(
        feature.name(),
        psi,
        critical,
        JensenShannon.distance(before, now),
        verdict(feature.name(), psi, critical),
        (double) now[now.length - 2] / rowsNow,
        (double) before[before.length - 2] / rowsBefore);
  }

  private Verdict verdict(String name, double psi, double critical) {
    if (thresholds.ignored().contains(name)) {
      return Verdict.IGNORED;
    } else if (psi <= critical) {
      return Verdict.STABLE;
    }
    return psi >= thresholds.psi() ? Verdict.DRIFTING : Verdict.SIGNIFICANT;
  }

  private static int usedBins(long[] before, long[] now) {
    int used = 0;
    for (int i = 0; i < before.length; i++) {
      used += before[i] + now[i] > 0 ? 1 : 0;
    }
    return Math.max(2, used);
  }
}
