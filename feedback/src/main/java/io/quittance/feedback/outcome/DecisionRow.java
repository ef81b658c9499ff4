package io.quittance.feedback.outcome;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.text.Sha256;
import io.quittance.core.text.WireNames;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.Origin;
import io.quittance.messaging.Parsed.DecisionRecord;
import java.util.Collection;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is kept of a decision. The values come from another service, so names that go into the
/// database are checked once more.
///
/// @param schema the features' names and versions, in the order of `features`
/// @param features a PostgreSQL array literal of reals, `NULL` where missing
/// @param blockedRules a PostgreSQL array literal of distinct rules, each with its pack, such as
///   `us-reg-f/HC03`; by id alone where the decision does not tell the pack
/// @param choices what could have been drawn, as `action/offer:propensity` with spaces between,
///   such as `no-contact/none:0.025 letter/reminder:0.975`; null where the decision does not tell
///   it
/// @param digest hex SHA-256 of the record's bytes
record DecisionRow(
    DecisionMade decision,
    FeatureSchema schema,
    String features,
    String blockedRules,
    @Nullable String choices,
    String digest,
    Origin origin) {

  private static final int MAX_FEATURES = 512;

  /// Returns the row of a decision.
  ///
  /// @throws InvalidEventException when a name or number cannot be stored
  static DecisionRow of(DecisionRecord record) {
    DecisionMade decision = record.decision();
    Check.name("trigger.type", decision.trigger().type());
    DecisionMade.ModelAnswer answer = decision.answer();
    if (answer != null) {
      Check.name("model.name", answer.model().name());
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
    decision.features().values().keySet().forEach(feature -> Check.name("features", feature));
    return new DecisionRow(
        decision,
        FeatureSchema.of(decision.features()),
        realArray(decision.features().values().values()),
        ruleArray(decision),
        choices(decision),
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
    StringBuilder array = new StringBuilder("{");
    for (Float value : values) {
      if (array.length() > 1) {
        array.append(',');
      }
      if (value == null || value.isNaN()) {
        array.append("NULL");
      } else {
        array.append(value.floatValue());
      }
    }
    return array.append('}').toString();
  }

  /// Only what may be told of each action is told of all: without the propensity or the offer of
  /// one of them the others mean little.
  private static @Nullable String choices(DecisionMade decision) {
    StringJoiner choices = new StringJoiner(" ");
    for (DecisionMade.ActionValue value : decision.actions()) {
      Double propensity = value.propensity();
      if (propensity == null || value.offer() == null || !(propensity >= 0 && propensity <= 1)) {
        return null;
      }
      if (value.permitted()) {
        choices.add(
            value.action().wireName() + "/" + WireNames.of(value.offer()) + ":" + propensity);
      }
    }
    return choices.length() == 0 ? null : choices.toString();
  }

  private static String ruleArray(DecisionMade decision) {
    Set<String> rules = new TreeSet<>();
    for (DecisionMade.Blocked blocked : decision.rules().blocked()) {
      Check.name("blocked.ruleId", blocked.ruleId());
      if (blocked.pack() != null) {
        Check.name("blocked.pack", blocked.pack());
      }
      rules.add(blocked.qualifiedRule());
    }
    return "{" + String.join(",", rules) + "}";
  }
}
