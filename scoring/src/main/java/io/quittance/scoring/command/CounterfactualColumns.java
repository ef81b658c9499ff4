package io.quittance.scoring.command;

import io.quittance.core.explain.AdjustableFeature;
import io.quittance.core.explain.AdjustableFeature.Direction;
import io.quittance.core.explain.AdjustableFeature.Kind;
import io.quittance.core.explain.Counterfactuals;
import io.quittance.core.explain.Counterfactuals.Change;
import io.quittance.core.explain.Counterfactuals.Counterfactual;
import io.quittance.core.explain.Counterfactuals.Settings;
import io.quittance.core.feature.ForbiddenNames;
import io.quittance.core.model.FeatureReference;
import io.quittance.scoring.inference.BatchModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The smallest changes that would move a row to the other side of a probability, as
/// `feature:from->to`, each with the probability that the changed row has.
///
/// Values stay within those of training. A feature named like a protected attribute is never
/// changed.
final class CounterfactualColumns implements RowExplainer {

  private final BatchModel model;
  private final double threshold;
  private final double marginThreshold;
  private final Settings settings = Settings.standard();
  private final Counterfactuals counterfactuals;
  private final LongAdder explained = new LongAdder();

  /// @param threshold probability from which a row is positive, in (0, 1)
  /// @param fixed features that must keep their values
  /// @throws CommandFailedException when the model has no such feature
  CounterfactualColumns(BatchModel model, double threshold, Set<String> fixed) {
    for (String name : fixed) {
      if (!model.manifest().featureNames().contains(name)) {
        throw new CommandFailedException("the model has no feature %s for --fixed".formatted(name));
      }
    }
    this.model = model;
    this.threshold = threshold;
    this.marginThreshold =
        Counterfactuals.marginAt(model.manifest().calibration()::probability, threshold);
    this.counterfactuals =
        new Counterfactuals(
            model.margins(),
            model.reference().features().stream()
                .map(reference -> adjustable(model, reference, fixed))
                .toList(),
            settings);
  }

  private static AdjustableFeature adjustable(
      BatchModel model, FeatureReference reference, Set<String> fixed) {
    String name = reference.name();
    if (fixed.contains(name) || ForbiddenNames.isProtected(name)) {
      return AdjustableFeature.fixed(name);
    }
    boolean categorical = model.manifest().inputs().categories().containsKey(name);
    return AdjustableFeature.of(reference, Kind.of(reference, categorical), Direction.BOTH);
  }

  @Override
  public List<String> columns() {
    List<String> names = new ArrayList<>();
    IntStream.rangeClosed(1, settings.alternatives())
        .forEach(i -> names.addAll(List.of("change_" + i, "change_" + i + "_probability")));
    return names;
  }

  @Override
  public List<String> fields(float[] row, double probability) {
    boolean positive = probability >= threshold;
    List<String> fields = new ArrayList<>();
    for (Counterfactual one : counterfactuals.find(row, marginThreshold)) {
      double changed = model.score(one.row()).probabilities()[0];
      // The graph calibrates in float: at the threshold itself it may disagree.
      if (changed >= threshold != positive) {
        fields.add(one.changes().stream().map(this::text).collect(Collectors.joining("; ")));
        fields.add(Double.toString(changed));
      }
    }
    if (!fields.isEmpty()) {
      explained.increment();
    }
    while (fields.size() < 2 * settings.alternatives()) {
      fields.add("");
    }
    return fields;
  }

  private String text(Change change) {
    List<String> words =
        model.manifest().inputs().categories().getOrDefault(change.name(), List.of());
    return "%s:%s->%s".formatted(change.name(), change.fromText(words), change.toText(words));
  }

  @Override
  public String method() {
    return String.format(Locale.ROOT, "counterfactuals at probability %s", threshold);
  }

  @Override
  public Map<String, Object> figures() {
    return Map.of("threshold", threshold, "rowsWithCounterfactual", explained.sum());
  }
}
