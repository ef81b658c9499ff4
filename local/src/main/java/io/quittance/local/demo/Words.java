package io.quittance.local.demo;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.explain.EffectWords;
import io.quittance.core.text.Money;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Describes a decision in words that a supervisor understands.
final class Words {

  private static final int WIDTH = 96;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  /// Describes the whole decision, wrapped to 96 columns.
  ///
  /// @param outcome event that the probability refers to, as the labels define it: "at least 5 % is
  ///   paid within 30 days"
  static String of(DecisionMade decision, String outcome) {
    StringBuilder text = new StringBuilder();
    paragraph(text, "", opening(decision));
    paragraph(text, "", recommendation(decision, outcome));
    DecisionMade.Selection selection = decision.selection();
    if (selection.basis() != null) {
      paragraph(text, "", basis(selection.basis(), selection.propensity()));
    }
    text.append("Compared with the other actions:\n");
    for (DecisionMade.ActionValue value : decision.actions()) {
      paragraph(text, "  · ", action(value, decision));
    }
    EffectWords.of(decision).ifPresent(words -> paragraph(text, "", words));
    if (!decision.rules().blocked().isEmpty()) {
      text.append("Not permitted:\n");
      for (String line : blocked(decision)) {
        paragraph(text, "  · ", line);
      }
    }
    DecisionMade.ModelAnswer answer = decision.answer();
    if (answer != null && answer.attribution() != null) {
      text.append("What moved the estimate most:\n");
      for (DecisionMade.Reason reason : answer.attribution().reasons()) {
        paragraph(text, "  · ", reason(reason));
      }
    }
    paragraph(text, "", evidence(decision));
    return text.toString();
  }

  /// Breaks a text at spaces, so that no line is longer than the width unless a word is.
  static String wrapped(String text, int width) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > width) {
        wrapped.append('\n');
        column = 0;
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.toString();
  }

  private static String opening(DecisionMade decision) {
    return "Account %s owed %s on %s, when this event arrived: %s."
        .formatted(
            decision.accountId(),
            money(decision.debt().balanceMinor(), decision.debt().currency()),
            TIME.format(decision.decidedAt()),
            eventName(decision.trigger().type()));
  }

  private static String recommendation(DecisionMade decision, String outcome) {
    DecisionMade.Recommendation recommended = decision.recommended();
    String what = "Recommended: " + name(recommended.action()) + offer(decision);
    if (recommended.notBefore() != null && recommended.notAfter() != null) {
      what +=
          ", from %s to %s"
              .formatted(TIME.format(recommended.notBefore()), TIME.format(recommended.notAfter()));
    }
    DecisionMade.ModelAnswer answer = decision.answer();
    if (answer == null) {
      return what + ". No model served yet, so rules alone decided.";
    }
    return what
        + String.format(
            Locale.ROOT,
            ". The estimated probability that %s is %.0f %%; risk without contact: %s.",
            outcome,
            100 * answer.probability(),
            answer.riskBand().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String offer(DecisionMade decision) {
    DecisionMade.Recommendation recommended = decision.recommended();
    Long amount = recommended.amountMinor();
    String sum = amount == null ? "" : " of " + money(amount, decision.debt().currency());
    return switch (recommended.offer()) {
      case NONE -> "";
      case REMINDER -> " with a reminder";
      case PAYMENT_PLAN -> {
        Integer number = recommended.instalments();
        yield " with a payment plan" + sum + (number == null ? "" : " in " + number + " parts");
      }
      case SETTLEMENT -> " with a settlement" + sum;
      case HARDSHIP_ROUTE -> "; the hardship team takes over";
      case SPECIALIST -> "; a specialist takes over";
      case HUMAN_REVIEW -> "; a person reviews the account";
    };
  }

  private static String basis(DecisionMade.Basis basis, double propensity) {
    return "Why: "
        + switch (basis) {
          case RANKED -> "it has the highest expected net value of all permitted actions.";
          case EXPLORED ->
              String.format(
                  Locale.ROOT,
                  "it was drawn at random among the permitted actions, for exploration (probability %.2f).",
                  propensity);
          case LADDER ->
              "without a model, the first permitted action in the order of preference is taken.";
          case HELD_OUT ->
              "the debtor belongs to a random holdout group without automatic contact, which measures"
                  + " what contact achieves.";
          case SELF_CURE -> "payment is likely without any contact.";
          case NO_GAIN -> "every contact would cost more than it is expected to gain.";
          case ROUTED -> "the account goes to people.";
          case NOTHING_PERMITTED -> "no contact is permitted.";
        };
  }

  private static String action(DecisionMade.ActionValue value, DecisionMade decision) {
    String figures =
        value.probability() == null || value.expectedNetValueMinor() == null
            ? "no estimate"
            : String.format(
                Locale.ROOT,
                "probability %.0f %%%s, expected net value %s",
                100 * value.probability(),
                week(value.weekProbability()),
                money(Math.round(value.expectedNetValueMinor()), decision.debt().currency()));
    String next = value.nextPermitted() == null ? "" : ", next from " + value.nextPermitted();
    String verdict = value.permitted() ? "" : " – not permitted now" + next;
    String chosen = value.action() == decision.recommended().action() ? " – chosen" : "";
    return name(value.action()) + ": " + figures + verdict + chosen;
  }

  private static String week(@Nullable Double probability) {
    return probability == null
        ? ""
        : String.format(Locale.ROOT, ", of any payment in a week %.1f %%", 100 * probability);
  }

  private static List<String> blocked(DecisionMade decision) {
    TreeMap<Action, List<String>> byAction = new TreeMap<>();
    for (DecisionMade.Blocked blocked : decision.rules().blocked()) {
      String until = until(blocked.until());
      byAction
          .computeIfAbsent(blocked.action(), _ -> new ArrayList<>())
          .add("%s (%s, %s)%s".formatted(blocked.text(), rule(blocked), blocked.citation(), until));
    }
    return byAction.entrySet().stream()
        .map(entry -> name(entry.getKey()) + ": " + String.join(" ", entry.getValue()))
        .toList();
  }

  /// Such as `us-reg-f/HC03`, or `us-reg-f/HC07, ours` where no law demands the rule.
  private static String rule(DecisionMade.Blocked blocked) {
    return blocked.qualifiedRule() + (Boolean.TRUE.equals(blocked.ours()) ? ", ours" : "");
  }

  private static String until(@Nullable Instant until) {
    return until == null ? "" : " until " + TIME.format(until);
  }

  private static String reason(DecisionMade.Reason reason) {
    return String.format(
        Locale.ROOT, "%s (%s, %+.2f)", reason.text(), reason.feature(), reason.contribution());
  }

  private static String evidence(DecisionMade decision) {
    DecisionMade.ModelAnswer answer = decision.answer();
    String model =
        answer == null
            ? "no model"
            : "model %s version %d (sha256 %s…)"
                .formatted(
                    answer.model().name(),
                    answer.model().version(),
                    answer.model().sha256().substring(0, 12));
    return String.format(
        Locale.ROOT,
        "Evidence: decision %s, %s, rules %s %s; this action was drawn with probability %.2f.",
        decision.decisionId(),
        model,
        decision.rules().policy().id(),
        decision.rules().policy().version(),
        decision.selection().propensity());
  }

  private static String name(Action action) {
    return switch (action) {
      case NO_CONTACT -> "no contact";
      case LETTER -> "a letter";
      case EMAIL -> "an e-mail";
      case SMS -> "a text message";
      case CALL -> "a call";
    };
  }

  private static String eventName(String type) {
    String[] parts = type.split("\\.", -1);
    return parts.length < 2 ? type : parts[parts.length - 2].replace('-', ' ');
  }

  private static String money(long minor, @Nullable String currency) {
    return Money.shown(minor, currency);
  }

  private static void paragraph(StringBuilder text, String bullet, String content) {
    String indent = " ".repeat(bullet.length());
    List<String> lines = wrapped(content, WIDTH - bullet.length()).lines().toList();
    text.append(bullet).append(lines.getFirst()).append('\n');
    lines.stream().skip(1).forEach(line -> text.append(indent).append(line).append('\n'));
  }
}
