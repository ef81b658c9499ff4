package io.quittance.local.replay;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.treatment.Choice;
import io.quittance.core.treatment.ChoiceInput;
import io.quittance.core.treatment.NextBestAction;
import io.quittance.core.treatment.WeekAhead;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A stored decision made again under two policies, from the facts known at its instant and the
/// probabilities that it states.
///
/// @param stored the decision as it was made
/// @param before under the one policy
/// @param after under the other
public record DecisionReplay(DecisionMade stored, Made before, Made after) {

  /// A decision made again.
  ///
  /// @param blocked what was not allowed
  public record Made(Choice choice, List<Blocked> blocked) {
    public Made {
      blocked = List.copyOf(blocked);
    }

    /// Returns each rule that blocks an action, with its pack.
    TreeSet<String> blocking(Action action) {
      TreeSet<String> rules = new TreeSet<>();
      for (Blocked block : blocked) {
        if (block.action() == action) {
          rules.add(block.qualifiedRule());
        }
      }
      return rules;
    }
  }

  /// A rule that blocks an action under one of the policies alone.
  ///
  /// @param added whether it blocks under the second policy, not under the first
  /// @param rule with its pack, such as `us-reg-f/HC03`
  public record Difference(boolean added, String rule, Action action) {
    @Override
    public String toString() {
      return (added ? "+" : "-") + rule + " (" + action.wireName() + ")";
    }
  }

  /// Makes a decision again under two policies.
  public static DecisionReplay of(
      DecisionMade stored, History history, PolicyCatalogue before, PolicyCatalogue after) {
    DebtorContext context = history.at(stored.accountId(), stored.decidedAt());
    return new DecisionReplay(stored, make(stored, context, before), make(stored, context, after));
  }

  private static Made make(DecisionMade stored, DebtorContext context, PolicyCatalogue packs) {
    Instant at = stored.decidedAt();
    Policy policy = packs.at(context, at);
    PolicyVerdict verdict = ContactPolicy.evaluate(policy, context, at);
    Long balance = context.account().view(at).balanceMinor();
    ChoiceInput input =
        new ChoiceInput(
            policy, context, verdict, at, balance == null ? 0 : balance, stored.decisionId());
    Map<Action, Double> probabilities = probabilities(stored);
    Choice choice =
        probabilities == null
            ? NextBestAction.coldStart(input)
            : NextBestAction.choose(input, probabilities, week(stored));
    return new Made(choice, verdict.blocked());
  }

  /// What the model said; null when rules alone decided.
  private static @Nullable Map<Action, Double> probabilities(DecisionMade stored) {
    if (stored.degraded()) {
      return null;
    }
    Map<Action, Double> probabilities = new EnumMap<>(Action.class);
    for (DecisionMade.ActionValue value : stored.actions()) {
      if (value.probability() != null) {
        probabilities.put(value.action(), value.probability());
      }
    }
    return probabilities.size() == Action.values().length ? probabilities : null;
  }

  private static @Nullable WeekAhead week(DecisionMade stored) {
    DecisionMade.ModelAnswer answer = stored.answer();
    return answer == null ? null : WeekAhead.of(answer.week());
  }

  /// Returns whether the policies recommend different actions.
  public boolean changesAction() {
    return before.choice().action() != after.choice().action();
  }

  /// Returns whether they recommend the same action in different windows or with different offers.
  public boolean changesRest() {
    return !changesAction()
        && !before.choice().recommendation().equals(after.choice().recommendation());
  }

  /// Returns whether the first policy recommends what was recommended when the decision was made.
  public boolean agreesWithStored() {
    return stored.recommended().action() == before.choice().action();
  }

  /// Returns the rules that block an action under one of the policies alone.
  public List<Difference> differences() {
    return Arrays.stream(Action.values())
        .flatMap(
            action -> {
              TreeSet<String> old = before.blocking(action);
              TreeSet<String> now = after.blocking(action);
              return Stream.concat(
                  now.stream()
                      .filter(rule -> !old.contains(rule))
                      .map(rule -> new Difference(true, rule, action)),
                  old.stream()
                      .filter(rule -> !now.contains(rule))
                      .map(rule -> new Difference(false, rule, action)));
            })
        .toList();
  }
}
