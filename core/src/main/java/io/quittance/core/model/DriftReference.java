package io.quittance.core.model;

import io.quittance.core.text.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The training data as drift sees it: per feature, and for the model's probabilities, a histogram
/// whose bins never change.
///
/// @param rows how many rows were counted
/// @param features in the order of the model's columns
/// @param prediction over calibrated probabilities
public record DriftReference(
    long rows, List<FeatureReference> features, FeatureReference prediction) {

  /// @throws ModelRefusedException when a part is absent or a number of rows does not add up
  public DriftReference {
    if (features == null || prediction == null) {
      throw new ModelRefusedException("reference", "the reference lacks a required field");
    }
    features = List.copyOf(features);
  }

  /// Counts rows, every feature being numeric.
  ///
  /// @param names as many as a row has values
  /// @param probabilities one per row
  public static DriftReference of(List<String> names, float[][] rows, double[] probabilities) {
    return of(names, Set.of(), rows, probabilities);
  }

  /// Counts rows.
  ///
  /// @param names as many as a row has values
  /// @param categorical the names of features whose values are codes, binned by value however many
  ///   there are (at most 100, the most frequent; others count as "other")
  /// @param probabilities one per row
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

  /// The reference of one feature, or of [FeatureReference#PREDICTION].
  ///
  /// @throws IllegalArgumentException when there is none of that name
  public FeatureReference feature(String name) {
    if (name.equals(prediction.name())) {
      return prediction;
    }
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no reference named " + name));
  }

  /// Canonical JSON.
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
