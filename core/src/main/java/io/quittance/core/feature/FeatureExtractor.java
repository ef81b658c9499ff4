package io.quittance.core.feature;

import io.quittance.core.account.AccountView;
import io.quittance.core.feature.StandardFeatures.ComputedFeature;
import java.util.List;

/// Computes the features of the standard catalogue. Stateless and deterministic: the same view
/// gives the same bits on every host.
public final class FeatureExtractor {

  private FeatureExtractor() {}

  /// Returns the features as of [AccountView#at()]. The action is missing until
  /// [FeatureVector#withAction] sets it.
  public static FeatureVector extract(AccountView view) {
    List<ComputedFeature> features = StandardFeatures.ALL;
    float[] values = new float[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) features.get(i).value().applyAsDouble(view);
    }
    return new FeatureVector(values);
  }
}
