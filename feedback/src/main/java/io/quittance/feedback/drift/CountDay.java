package io.quittance.feedback.drift;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.model.FeatureReference;
import io.quittance.core.vocabulary.Action;
import io.quittance.feedback.drift.DriftRepository.DayCounter;
import io.quittance.feedback.drift.DriftRepository.SchemaSlot;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts decisions into the bins of a champion's reference. A feature of another version than the
/// model reads counts as missing. Not thread-safe.
final class CountDay implements DayCounter {

  /// Reads the positions of a schema once.
  interface Schemas {
    Map<String, SchemaSlot> slots(int schema) throws SQLException;
  }

  private final ChampionBaseline champion;
  private final Schemas schemas;
  private final Map<Integer, Map<String, SchemaSlot>> known = new HashMap<>();
  private final Map<String, long[]> counts = new HashMap<>();
  private long decisions;

  CountDay(ChampionBaseline champion, Schemas schemas) {
    this.champion = champion;
    this.schemas = schemas;
    for (FeatureReference feature : champion.reference().features()) {
      counts.put(feature.name(), new long[feature.bins()]);
    }
    FeatureReference prediction = champion.reference().prediction();
    counts.put(FeatureReference.PREDICTION, new long[prediction.bins()]);
  }

  @Override
  public void count(double probability, String action, int schema, Float[] features)
      throws SQLException {
    Map<String, SchemaSlot> slots = known.get(schema);
    if (slots == null) {
      slots = schemas.slots(schema);
      known.put(schema, slots);
    }
    List<FeatureReference> references = champion.reference().features();
    for (FeatureReference reference : references) {
      float value =
          reference.name().equals(FeatureCatalogue.ACTION_CHANNEL)
              ? code(action)
              : value(reference.name(), slots, features);
      add(reference.name(), reference.binOf(value));
    }
    add(FeatureReference.PREDICTION, champion.reference().prediction().binOf(probability));
    decisions++;
  }

  DayHistogram histogram() {
    return new DayHistogram(decisions, counts);
  }

  private void add(String feature, int bin) {
    long[] bins = counts.get(feature);
    if (bins != null) {
      bins[bin]++;
    }
  }

  private float value(String name, Map<String, SchemaSlot> slots, Float[] features) {
    SchemaSlot slot = slots.get(name);
    Integer version = champion.featureVersions().get(name);
    if (slot == null || version == null || slot.version() != version) {
      return Float.NaN;
    }
    Float value = features[slot.index()];
    return value == null ? Float.NaN : value;
  }

  private static float code(String action) {
    for (Action each : Action.values()) {
      if (each.wireName().equals(action)) {
        return each.code();
      }
    }
    return Float.NaN;
  }
}
