package io.quittance.laboratory.evaluation;

import io.quittance.core.text.WireNames;
import io.quittance.laboratory.metric.BusinessMetrics;
import io.quittance.laboratory.metric.Curves;
import io.quittance.laboratory.metric.Estimate;
import io.quittance.laboratory.metric.RankingFigures.AtThreshold;
import io.quittance.laboratory.metric.RankingFigures.Metric;
import io.quittance.laboratory.metric.Slice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts a judgement to JSON-like maps, with names in camel case and figures as `{"value",
/// "lower", "upper"}`.
final class JudgementMap {

  private JudgementMap() {}

  static Map<String, @Nullable Object> of(Judgement judgement) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("rows", judgement.rows());
    map.put("positives", judgement.positives());
    map.put("confidence", Estimate.CONFIDENCE);
    map.put("resamples", judgement.resamples());
    map.put("aucDeLong", estimate(judgement.deLong()));
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      metrics.put(name(metric), estimate(judgement.figure(metric)));
    }
    map.put("metrics", metrics);
    map.put("tops", judgement.tops().stream().map(JudgementMap::top).toList());
    map.put("thresholds", judgement.thresholds().stream().map(JudgementMap::threshold).toList());
    map.put("calibration", judgement.calibration().stream().map(JudgementMap::bin).toList());
    map.put("slices", judgement.slices().stream().map(JudgementMap::slice).toList());
    judgement.business().ifPresent(business -> map.put("business", business(business)));
    return map;
  }

  private static Map<String, @Nullable Object> top(Judgement.Top top) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("share", top.part().part() / 10.0);
    map.put("rateOfTenth", number(top.part().rate()));
    map.put("gain", estimate(top.gain()));
    map.put("lift", estimate(top.lift()));
    return map;
  }

  private static Map<String, @Nullable Object> threshold(Judgement.Threshold threshold) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", threshold.name());
    map.put("threshold", number(threshold.confusion().threshold()));
    map.put("truePositives", threshold.confusion().truePositives());
    map.put("falsePositives", threshold.confusion().falsePositives());
    map.put("trueNegatives", threshold.confusion().trueNegatives());
    map.put("falseNegatives", threshold.confusion().falseNegatives());
    for (AtThreshold figure : AtThreshold.values()) {
      map.put(name(figure), estimate(threshold.figures().getOrDefault(figure, Estimate.UNKNOWN)));
    }
    return map;
  }

  private static Map<String, @Nullable Object> bin(Curves.CalibrationBin bin) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("low", number(bin.low()));
    map.put("high", number(bin.high()));
    map.put("rows", bin.rows());
    map.put("meanPrediction", number(bin.meanPrediction()));
    map.put("observed", estimate(bin.observed()));
    return map;
  }

  private static Map<String, @Nullable Object> slice(Slice slice) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("segment", slice.segment());
    map.put("value", slice.value());
    map.put("rows", slice.rows());
    map.put("positives", slice.positives());
    map.put("auc", estimate(slice.auc()));
    map.put("brier", number(slice.brier()));
    map.put("calibrationError", number(slice.calibrationError()));
    map.put("meanPrediction", number(slice.meanPrediction()));
    map.put("observed", estimate(slice.observed()));
    map.put("verdict", WireNames.of(slice.verdict()));
    return map;
  }

  private static Map<String, @Nullable Object> business(BusinessMetrics business) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("currency", business.matrix().currency());
    map.put("contactsADay", business.matrix().contactsADay());
    map.put("share", number(business.share()));
    map.put("threshold", number(business.threshold()));
    map.put("netValueADay", estimate(business.netValueADay()));
    map.put("gainOverNobodyADay", estimate(business.gainOverNobodyADay()));
    map.put("gainOverRandomADay", estimate(business.gainOverRandomADay()));
    map.put("expectedRecoveryRate", number(business.expectedRecoveryRate()));
    map.put("recoveryRate", estimate(business.recoveryRate()));
    map.put("costToCollect", estimate(business.costToCollect()));
    map.put("breakEven", number(business.breakEven()));
    map.put("bestShare", number(business.best().share()));
    map.put("bestNetValueADay", number(business.best().netValueADay()));
    return map;
  }

  private static Map<String, @Nullable Object> estimate(Estimate estimate) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("value", number(estimate.value()));
    map.put("lower", number(estimate.lower()));
    map.put("upper", number(estimate.upper()));
    return map;
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /// Converts `PR_AUC` to `prAuc`.
  private static String name(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
