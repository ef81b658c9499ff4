package io.quittance.feedback.outcome;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.text.Sha256;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed.DecisionRecord;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is kept of a decision. The values come from another service, so names that go into the
/// database are checked once more.
///
/// @param schema the features' names and versions, in the order of `features`
/// @param features a PostgreSQL array literal of reals, `NULL` where missing
/// @param blockedRules a PostgreSQL array literal of distinct rules, each with its pack, such as
///   `us-reg-f/HC03`; by id alone where the decision does not tell the pack
/// @param digest hex SHA-256 of the record's bytes
record DecisionRow(
    DecisionMade decision,
    FeatureSchema schema,
    String features,
    String blockedRules,
    String digest,
    Origin origin) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int MAX_FEATURES = 512;

  /// Returns the row of a decision.
  ///
  /// @throws InvalidEventException when a name or number cannot be stored
  static DecisionRow of(DecisionRecord record) {
    DecisionMade decision = record.decision();
    name("trigger.type", decision.trigger().type());
    DecisionMade.ModelAnswer answer = decision.answer();
    if (answer != null) {
      name("model.name", answer.model().name());
      double probability = answer.probability();
      if (!(probability >= 0 && probability <= 1)) {
        throw new InvalidEventException(
            "out-of-range", "probability", "probability must lie in [0, 1], was " + probability);
      }
    }
    if (decision.features().values().size() > MAX_FEATURES) {
      throw new InvalidEventException(
          "out-of-range", "features", "features may hold at most " + MAX_FEATURES + " values");
    }
    decision.features().values().keySet().forEach(feature -> name("features", feature));
    return new DecisionRow(
        decision,
        FeatureSchema.of(decision.features()),
        realArray(decision.features().values().values()),
        ruleArray(decision),
        Sha256.hex(record.data()),
        record.origin());
  }

  @Nullable Integer modelVersion() {
    return decision.answer() == null ? null : decision.answer().model().version();
  }

  @Nullable String modelName() {
    return decision.answer() == null ? null : decision.answer().model().name();
  }

  @Nullable Double probability() {
    return decision.answer() == null ? null : decision.answer().probability();
  }

  private static String realArray(Collection<@Nullable Float> values) {
    return values.stream()
        .map(value -> value == null || value.isNaN() ? "NULL" : value.toString())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String ruleArray(DecisionMade decision) {
    Set<String> rules = new TreeSet<>();
    for (DecisionMade.Blocked blocked : decision.rules().blocked()) {
      name("blocked.ruleId", blocked.ruleId());
      if (blocked.pack() != null) {
        name("blocked.pack", blocked.pack());
      }
      rules.add(blocked.qualifiedRule());
    }
    return rules.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static String name(String field, @Nullable String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new InvalidEventException("invalid-field", field, field + " must be a plain name");
    }
    return value;
  }
}
