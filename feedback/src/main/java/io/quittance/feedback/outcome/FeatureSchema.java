package io.quittance.feedback.outcome;

import io.quittance.core.event.DecisionMade.FeatureSnapshot;
import java.util.List;

/// The order in which the values of a snapshot are stored: by name, each with its version. All
/// decisions of one scoring release share one.
record FeatureSchema(List<String> names, List<Integer> versions) {

  static FeatureSchema of(FeatureSnapshot snapshot) {
    List<String> names = List.copyOf(snapshot.values().keySet());
    return new FeatureSchema(
        names, names.stream().map(name -> snapshot.versions().getOrDefault(name, 1)).toList());
  }

  String digest() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i)).append('@').append(versions.get(i)).append('\n');
    }
    return io.quittance.core.text.Sha256.hex(
        text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
