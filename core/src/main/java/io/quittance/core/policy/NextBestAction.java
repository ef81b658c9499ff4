package io.quittance.core.policy;

import io.quittance.core.event.Action;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.Offer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chooses among the permitted actions. With a model: the highest expected net value P(payment |
/// account, action) × balance × value share − cost − burden, the least intrusive of equals.
/// Without: the first permitted of the policy's ladder. With probability ε any permitted action is
/// drawn instead, all alike. The draw is a function of the decision id, so the same decision is
/// made again on every host.
public final class NextBestAction {

  private static final double UNIT = 0x1.0p-53;

  private NextBestAction() {}

  /// With a model.
  ///
  /// @param balanceMinor what is owed, minor units
  /// @param probabilities calibrated probability of payment under every action
  /// @throws IllegalArgumentException when a probability is absent or not in [0, 1]
  public static Choice choose(
      Policy policy,
      PolicyVerdict verdict,
      long balanceMinor,
      Map<Action, Double> probabilities,
      UUID decisionId) {
    Economics economics = policy.economics().orElseThrow();
    double factor = verdict.hardship() ? economics.hardshipBurdenFactor() : 1;
    Map<Action, Double> values = new EnumMap<>(Action.class);
    Action best = Action.NO_CONTACT;
    double highest = Double.NEGATIVE_INFINITY;
    for (Action action : Action.values()) {
      Economics.ActionCost cost = economics.cost(action);
      double gain = probability(probabilities, action) * balanceMinor * economics.valueShare();
      double value = gain - cost.cost() - factor * cost.burden();
      values.put(action, value);
      if (verdict.permits(action) && value > highest) {
        best = action;
        highest = value;
      }
    }
    return drawn(
        economics,
        verdict,
        best,
        economics.exploration().model(),
        decisionId,
        probabilities,
        values);
  }

  /// Without a model: rules alone.
  public static Choice coldStart(Policy policy, PolicyVerdict verdict, UUID decisionId) {
    Economics economics = policy.economics().orElseThrow();
    Action best =
        economics.preferences(verdict.daysPastDue()).stream()
            .filter(verdict::permits)
            .findFirst()
            .orElse(Action.NO_CONTACT);
    return drawn(
        economics,
        verdict,
        best,
        economics.exploration().coldStart(),
        decisionId,
        Map.of(),
        Map.of());
  }

  private static double probability(Map<Action, Double> probabilities, Action action) {
    @Nullable Double probability = probabilities.get(action);
    if (probability == null || !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability of " + action.wireName() + " must lie in [0, 1], was " + probability);
    }
    return probability;
  }

  private static Choice drawn(
      Economics economics,
      PolicyVerdict verdict,
      Action best,
      double epsilon,
      UUID decisionId,
      Map<Action, Double> probabilities,
      Map<Action, Double> values) {
    List<Action> permitted = List.copyOf(verdict.permitted().keySet());
    ByteBuffer hash = hash(decisionId, economics.exploration().salt());
    boolean explored = uniform(hash.getLong()) < epsilon;
    double pick = uniform(hash.getLong());
    Action action = explored ? permitted.get((int) (pick * permitted.size())) : best;
    double propensity = epsilon / permitted.size() + (action == best ? 1 - epsilon : 0);
    List<ActionValue> candidates = new ArrayList<>();
    for (Action candidate : Action.values()) {
      candidates.add(
          new ActionValue(
              candidate,
              verdict.permits(candidate),
              probabilities.get(candidate),
              values.get(candidate),
              null,
              null,
              null));
    }
    return new Choice(
        action,
        verdict.window(action),
        action == Action.NO_CONTACT ? Offer.NONE : Offer.REMINDER,
        Math.min(1, propensity),
        explored,
        candidates);
  }

  private static ByteBuffer hash(UUID decisionId, String salt) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          ByteBuffer.allocate(2 * Long.BYTES)
              .putLong(decisionId.getMostSignificantBits())
              .putLong(decisionId.getLeastSignificantBits())
              .array());
      return ByteBuffer.wrap(digest.digest(salt.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The upper 53 bits as a number of [0, 1).
  private static double uniform(long bits) {
    return (bits >>> 11) * UNIT;
  }
}
