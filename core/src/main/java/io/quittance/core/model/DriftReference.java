package io.quittance.core.model;

import io.quittance.core.text.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Baseline of drift detection: a histogram of each feature, and of the model's probabilities, over
/// the training data. Its bins never change. Immutable.
///
/// @param rows how many rows were counted
/// @param features references in the order of the model's columns
/// @param prediction reference over calibrated probabilities
public record DriftReference(
    long rows, List<FeatureReference> features, FeatureReference prediction) {

  /// @throws ModelRefusedException with rule `reference` when a part is missing
  public DriftReference {
    if (features == null || prediction == null) {
      throw new ModelRefusedException("reference", "the reference lacks a required field");
    }
    features = List.copyOf(features);
  }

  /// Counts rows whose features are all numeric.
  ///
  /// @param names one name for each value of a row
  /// @param probabilities calibrated probability of each row
  public static DriftReference of(List<String> names, float[][] rows, double[] probabilities) {
    return of(names, Set.of(), rows, probabilities);
  }

  /// Counts rows.
  ///
  /// @param names one name for each value of a row
  /// @param categorical names of the features whose values are codes; they are binned by value (the
  ///   100 most frequent; all others count as "other")
  /// @param probabilities calibrated probability of each row
  public static DriftReference of(
      List<String> names, Set<String> categorical, float[][] rows, double[] probabilities) {
    List<FeatureReference> features = new ArrayList<>();
    for (int f = 0; f < names.size(); f++) {
      double[] column = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][f];
      }
      String name = names.get(f);
      features.add(Binning.of(name, categorical.contains(name), column));
    }
    FeatureReference prediction =
        Binning.of(FeatureReference.PREDICTION, false, probabilities.clone());
    return new DriftReference(rows.length, features, prediction);
  }

  /// Returns the reference of one feature, or that of [FeatureReference#PREDICTION].
  ///
  /// @throws IllegalArgumentException when there is no reference of that name
  public FeatureReference feature(String name) {
    if (name.equals(prediction.name())) {
      return prediction;
    }
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no reference named " + name));
  }

  /// Returns the reference in canonical JSON.
  public byte[] toJson() {
    return CanonicalJson.write(this);
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws ModelRefusedException when the bytes are not a reference
  public static DriftReference fromJson(byte[] json) {
    return ModelPartReader.read(json, DriftReference.class, "reference");
  }
}
