package io.quittance.console.decision;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.Proposal;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.explain.EffectWords;
import io.quittance.core.text.Money;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A decision in sentences: what is to be done and when, why this, and what is forbidden until when
/// by which rule. Pure functions.
final class DecisionWords {

  private DecisionWords() {}

  /// Returns the sentences: what to do first, then why.
  static List<String> why(DecisionMade decision) {
    List<String> words = new ArrayList<>();
    words.add(what(decision));
    if (decision.degraded()) {
      words.add("Rules alone decided: no model could be used.");
    }
    words.add(because(decision));
    String chances = chances(decision);
    if (!chances.isEmpty()) {
      words.add(chances);
    }
    EffectWords.of(decision).ifPresent(words::add);
    return List.copyOf(words);
  }

  /// Returns a sentence for each rule that forbids something, with where it is written.
  static List<String> forbidden(DecisionMade decision) {
    DebtorTime time = DebtorTime.of(decision);
    record Rule(String id, String citation, @Nullable Instant until, String text) {}
    Map<Rule, List<Action>> rules = new LinkedHashMap<>();
    for (Blocked blocked : decision.rules().blocked()) {
      rules
          .computeIfAbsent(
              new Rule(
                  blocked.qualifiedRule(), blocked.citation(), blocked.until(), blocked.text()),
              _ -> new ArrayList<>())
          .add(blocked.action());
    }
    List<String> words = new ArrayList<>();
    rules.forEach(
        (rule, actions) -> {
          String until =
              rule.until() == null
                  ? " are blocked, and no date is known on which that ends: "
                  : " are blocked until " + time.at(rule.until()) + ": ";
          words.add(
              plural(actions)
                  + until
                  + unstopped(rule.text())
                  + " ("
                  + rule.id()
                  + ", "
                  + rule.citation()
                  + ").");
        });
    return List.copyOf(words);
  }

  /// Returns a sentence for each measure that only a person may decide on.
  static List<String> forPeople(DecisionMade decision) {
    return decision.rules().proposals().stream().map(DecisionWords::proposal).toList();
  }

  private static String proposal(Proposal proposal) {
    String kind = WireNames.of(proposal.kind()).replace('-', ' ');
    String rule =
        proposal.ruleId() == null
            ? ""
            : proposal.citation() == null
                ? " (" + proposal.ruleId() + ")"
                : " (" + proposal.ruleId() + ", " + proposal.citation() + ")";
    return proposal.barred()
        ? "%s is barred, whoever decides: %s%s."
            .formatted(capital(kind), unstopped(proposal.text()), rule)
        : "%s is put before a person: %s%s."
            .formatted(capital(kind), unstopped(proposal.text()), rule);
  }

  private static String what(DecisionMade decision) {
    Recommendation chosen = decision.recommended();
    if (chosen.action() == Action.NO_CONTACT) {
      return switch (chosen.offer()) {
        case HARDSHIP_ROUTE -> "No contact: the account goes to people who help in hardship.";
        case SPECIALIST -> "No contact: the account goes to a specialist.";
        case HUMAN_REVIEW -> "No contact: a person looks at the account first.";
        case NONE, REMINDER, PAYMENT_PLAN, SETTLEMENT -> "No contact.";
      };
    }
    Instant from = chosen.notBefore();
    Instant to = chosen.notAfter();
    String when = from == null || to == null ? "" : ", " + DebtorTime.of(decision).window(from, to);
    return capital(name(chosen.action())) + ", " + offer(decision) + when + ".";
  }

  private static String offer(DecisionMade decision) {
    Recommendation chosen = decision.recommended();
    Long amount = chosen.amountMinor();
    String of = amount == null ? "" : " of " + Money.shown(amount, decision.debt().currency());
    return switch (chosen.offer()) {
      case REMINDER -> "a reminder";
      case PAYMENT_PLAN ->
          "a payment plan"
              + of
              + (chosen.instalments() == null
                  ? ""
                  : " in " + chosen.instalments() + " instalments");
      case SETTLEMENT -> "a settlement" + of;
      case NONE, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> WireNames.of(chosen.offer());
    };
  }

  private static String because(DecisionMade decision) {
    Basis basis = decision.selection().basis();
    return switch (basis) {
      case null -> "Why it was chosen was not recorded when this decision was made.";
      case RANKED -> ranked(decision);
      case EXPLORED ->
          "It was drawn at random among what is permitted, with probability %s: such draws show what other actions would have done."
              .formatted(percent(decision.selection().propensity()));
      case LADDER -> "It comes first in the policy's order of preference among what is permitted.";
      case HELD_OUT ->
          "The debtor belongs to the random group that gets no automatic contact, so that the effect of contacts can be measured.";
      case SELF_CURE -> "The debtor is likely to pay without a contact.";
      case NO_GAIN -> "No contact gains more than it costs, the debtor's burden included.";
      case ROUTED -> "People treat this account; nothing happens automatically.";
      case NOTHING_PERMITTED -> "Every contact is blocked.";
    };
  }

  private static String ranked(DecisionMade decision) {
    Double chosen = value(decision, decision.recommended().action());
    Double none = value(decision, Action.NO_CONTACT);
    if (chosen == null || none == null || decision.recommended().action() == Action.NO_CONTACT) {
      return "Of what is permitted it gains most.";
    }
    return "Of what is permitted it gains most: %s more than no contact."
        .formatted(Money.shown(chosen - none, decision.debt().currency()));
  }

  private static String chances(DecisionMade decision) {
    Action chosen = decision.recommended().action();
    Double with = probability(decision, chosen);
    Double without = probability(decision, Action.NO_CONTACT);
    if (with == null) {
      return "";
    } else if (chosen == Action.NO_CONTACT || without == null) {
      return "Of 100 such accounts, %d pay within the label's horizon%s."
          .formatted(
              Math.round(100 * with), chosen == Action.NO_CONTACT ? " without a contact" : "");
    }
    return "Of 100 such accounts, %d pay within the label's horizon with the %s, %d without."
        .formatted(Math.round(100 * with), name(chosen), Math.round(100 * without));
  }

  private static @Nullable Double value(DecisionMade decision, Action action) {
    return of(decision, action).expectedNetValueMinor();
  }

  private static @Nullable Double probability(DecisionMade decision, Action action) {
    return of(decision, action).probability();
  }

  private static ActionValue of(DecisionMade decision, Action action) {
    return decision.actions().stream()
        .filter(value -> value.action() == action)
        .findFirst()
        .orElseGet(() -> new ActionValue(action, false, null, null, null, null, null));
  }

  /// Returns the name of an action within a sentence.
  static String name(Action action) {
    return switch (action) {
      case NO_CONTACT -> "no contact";
      case LETTER -> "letter";
      case EMAIL -> "e-mail";
      case SMS -> "text message";
      case CALL -> "call";
    };
  }

  /// Returns an offer within a table.
  static String name(@Nullable Offer offer) {
    return offer == null ? "" : WireNames.of(offer).replace('-', ' ');
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String plural(List<Action> actions) {
    List<String> names =
        actions.stream()
            .distinct()
            .sorted(Comparator.naturalOrder())
            .map(action -> name(action) + "s")
            .collect(Collectors.toCollection(ArrayList::new));
    String last = Objects.requireNonNull(names.removeLast());
    return capital(names.isEmpty() ? last : String.join(", ", names) + " and " + last);
  }

  private static String unstopped(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
