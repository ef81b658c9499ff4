package io.quittance.core.bundle;

import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.Arm;
import io.quittance.core.effect.EffectDesign;
import io.quittance.core.effect.EffectModel;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.effect.Posterior;
import io.quittance.core.effect.Standardisation;
import io.quittance.core.forest.FlatForest;
import io.quittance.core.model.FeatureVersion;
import io.quittance.core.model.ModelPartReader;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.GraphCost;
import io.quittance.core.onnx.trees.OnnxModel;
import io.quittance.core.onnx.write.OnnxForestWriter;
import io.quittance.core.text.CanonicalJson;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The numbers of [LearntEffects] in `effects.json`. The trees of the base are in `effects.onnx`.
///
/// @param standardMean mean of each modifier
/// @param standardSd standard deviation of each modifier
/// @param golden rows with the margins that the base gives them
@SuppressWarnings("ArrayRecordComponent")
record EffectsPart(
    List<FeatureVersion> features,
    List<Arm> arms,
    List<String> modifiers,
    List<EffectDesign.Term> terms,
    double[] mean,
    double[][] covariance,
    double[] standardMean,
    double[] standardSd,
    double level,
    double[] shares,
    LearntEffects.Evidence evidence,
    GoldenRows golden) {

  private static final String RULE = "effects";

  /// Greatest number of arms, of modifiers and of terms.
  private static final int MOST = 200;

  private static final double TOLERANCE = 1e-4;

  static EffectsPart of(LearntEffects effects) {
    EffectModel model = effects.model();
    EffectDesign design = model.design();
    return new EffectsPart(
        effects.features(),
        design.arms(),
        design.modifiers(),
        design.terms(),
        model.posterior().mean(),
        model.posterior().covariance(),
        model.standardisation().mean(),
        model.standardisation().sd(),
        model.level(),
        model.shares(),
        effects.evidence(),
        GoldenRows.of(FlatForest.compile(model.base(), Calibration.IDENTITY), effects.golden()));
  }

  byte[] toJson() {
    return CanonicalJson.write(this);
  }

  static byte[] onnx(LearntEffects effects) {
    return OnnxForestWriter.write(effects.model().base(), Calibration.IDENTITY);
  }

  /// @throws ModelRefusedException with rule `effects` when a part is not as described, or with the
  ///   rule that the graph breaks
  static LearntEffects read(byte[] json, byte[] onnx) {
    EffectsPart part = ModelPartReader.read(json, EffectsPart.class, RULE);
    part.check();
    OnnxModel graph = OnnxModel.read(onnx, part.features().size());
    GraphCost.check(graph.graph(), part.features().size());
    FlatForest base =
        graph
            .forest()
            .orElseThrow(() -> new ModelRefusedException(RULE, "the base must be a forest"));
    if (!base.calibration().equals(Calibration.IDENTITY)) {
      throw new ModelRefusedException(RULE, "the base must not be calibrated");
    }
    part.golden().check(base, TOLERANCE);
    try {
      return new LearntEffects(
          part.features(),
          new EffectModel(
              new EffectDesign(part.arms(), part.modifiers(), part.terms()),
              base.ensemble(),
              part.level(),
              new Standardisation(part.standardMean(), part.standardSd()),
              new Posterior(part.mean(), part.covariance()),
              part.shares()),
          part.evidence(),
          part.golden().features());
    } catch (IllegalArgumentException e) {
      throw new ModelRefusedException(RULE, String.valueOf(e.getMessage()), e);
    }
  }

  private void check() {
    boolean whole =
        isWhole(features)
            && isWhole(arms)
            && isWhole(modifiers)
            && isWhole(terms)
            && mean != null
            && covariance != null
            && Arrays.stream(covariance).allMatch(Objects::nonNull)
            && standardMean != null
            && standardSd != null
            && shares != null
            && evidence != null
            && golden != null;
    if (!whole) {
      throw new ModelRefusedException(
          RULE, "a field of the effects is missing, empty, too long or of another length");
    }
  }

  private static boolean isWhole(List<?> list) {
    return list != null
        && !list.isEmpty()
        && list.size() <= MOST
        && list.stream().allMatch(Objects::nonNull);
  }
}
