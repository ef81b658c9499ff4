package io.quittance.core.policy;

import io.quittance.core.event.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules, costs and preferences in force for a collector in a period. Read from YAML;
/// identified by the SHA-256 of those bytes. Immutable.
///
/// @param sha256 of the pack's bytes, lower-case hexadecimal
/// @param id such as `us-reg-f`
/// @param version of its content
/// @param effectiveFrom first day it may be applied (UTC date); outside its period nothing is
///   permitted
/// @param effectiveTo first day it may no longer be applied, null when none is known
/// @param assumptions what its author took for granted
/// @param horizon within which the window of an action must begin; it also bounds its length
/// @param minimumWindow shorter windows are passed over
/// @param valueShare share of the balance that a payment is worth in the expected net value
/// @param hardshipBurdenFactor multiplies the burdens when hardship was reported
/// @param actions cost and burden of each action
/// @param exploration how often another permitted action is tried
/// @param ladder what to prefer without a model
/// @param rules what is not allowed
public record PolicyPack(
    String sha256,
    String id,
    String version,
    String title,
    LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo,
    List<String> assumptions,
    Duration horizon,
    Duration minimumWindow,
    double valueShare,
    double hardshipBurdenFactor,
    Map<Action, ActionCost> actions,
    Exploration exploration,
    List<Rung> ladder,
    List<Rule> rules) {

  public PolicyPack {
    assumptions = List.copyOf(assumptions);
    actions = Collections.unmodifiableMap(new EnumMap<>(actions));
    ladder = List.copyOf(ladder);
    rules = List.copyOf(rules);
    if (actions.size() != Action.values().length) {
      throw new IllegalArgumentException("actions must name cost and burden of every action");
    }
    if (!horizon.isPositive() || minimumWindow.isNegative()) {
      throw new IllegalArgumentException("horizon must be positive, minimumWindow not negative");
    }
    if (!(valueShare > 0 && valueShare <= 1) || !(hardshipBurdenFactor >= 1)) {
      throw new IllegalArgumentException(
          "valueShare must lie in (0, 1], hardshipBurdenFactor must be at least 1");
    }
    if (rules.stream().map(Rule::id).distinct().count() != rules.size()) {
      throw new IllegalArgumentException("each rule needs an id of its own");
    }
    if (ladder.isEmpty() || ladder.getFirst().fromDaysPastDue() != 0 || !rising(ladder)) {
      throw new IllegalArgumentException("ladder must begin at 0 days past due and rise");
    }
  }

  private static boolean rising(List<Rung> ladder) {
    for (int i = 1; i < ladder.size(); i++) {
      if (ladder.get(i).fromDaysPastDue() <= ladder.get(i - 1).fromDaysPastDue()) {
        return false;
      }
    }
    return true;
  }

  /// What an action costs the collector, and what it is taken to cost the debtor; minor units.
  public record ActionCost(double cost, double burden) {
    public ActionCost {
      if (!(cost >= 0 && burden >= 0)) {
        throw new IllegalArgumentException("cost and burden must be 0 or more");
      }
    }
  }

  /// How often an action is drawn at random.
  ///
  /// @param salt keeps the draws of two packs apart
  /// @param coldStart probability without a model
  /// @param model probability with one
  public record Exploration(String salt, double coldStart, double model) {
    public Exploration {
      if (!(coldStart >= 0 && coldStart <= 1 && model >= 0 && model <= 1)) {
        throw new IllegalArgumentException("coldStart and model must lie in [0, 1]");
      }
    }
  }

  /// From this many days past due on, prefer these actions in this order.
  public record Rung(int fromDaysPastDue, List<Action> prefer) {
    public Rung {
      prefer = List.copyOf(prefer);
    }
  }

  /// Reads a pack.
  ///
  /// @throws PolicyPackException naming line and reason when it is not a valid pack
  public static PolicyPack read(byte[] yaml) {
    return PolicyPackReader.read(yaml);
  }

  /// A pack that comes with Quittance: `us-reg-f`, `taiwan-replay` or `strict`.
  ///
  /// @throws PolicyPackException when there is none of that name
  public static PolicyPack named(String id) {
    try (InputStream in = PolicyPack.class.getResourceAsStream("/packs/" + id + ".yaml")) {
      if (in == null) {
        throw new PolicyPackException(0, "there is no policy pack " + id);
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What an action costs; the constructor saw to it that every action has it.
  ActionCost cost(Action action) {
    return Objects.requireNonNull(actions.get(action));
  }

  /// The actions to prefer without a model, first the best.
  List<Action> preferences(int daysPastDue) {
    List<Action> preferences = ladder.getFirst().prefer();
    for (Rung rung : ladder) {
      if (rung.fromDaysPastDue() <= daysPastDue) {
        preferences = rung.prefer();
      }
    }
    return preferences;
  }

  boolean inForce(Instant at) {
    return Rule.inForce(effectiveFrom, effectiveTo, at);
  }
}
