package io.quittance.core.explain;

import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.Recommendation;
import io.quittance.core.text.Money;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says in English what a decision expected of its contact in the coming week, and how sure that
/// was. Stateless.
public final class EffectWords {

  private static final double RARE = 0.1;

  private EffectWords() {}

  /// Returns one or two sentences; empty when no effects had been learnt, or rules alone decided.
  public static Optional<String> of(DecisionMade decision) {
    DecisionMade.ModelAnswer answer = decision.answer();
    DecisionMade.Week week = answer == null ? null : answer.week();
    ActionValue nothing = value(decision, Action.NO_CONTACT);
    Double alone = nothing == null ? null : nothing.weekProbability();
    if (week == null || alone == null) {
      return Optional.empty();
    }
    Action action = decision.recommended().action();
    return Optional.of(
        action == Action.NO_CONTACT
            ? withoutContact(decision, alone)
            : withContact(decision, week, alone));
  }

  private static String withContact(DecisionMade decision, DecisionMade.Week week, double alone) {
    Recommendation recommended = decision.recommended();
    ActionValue chosen = value(decision, recommended.action());
    Double probability = chosen == null ? null : chosen.weekProbability();
    double pays = probability == null ? week.from() : probability;
    Scale scale = Scale.of(Math.min(alone, pays));
    String numbers =
        "Of %s such accounts, %s pay within a week with %s (%s to %s), %s without any contact"
            .formatted(
                scale.whole(),
                scale.count(pays),
                contact(recommended.action(), recommended.offer()),
                scale.count(week.from()),
                scale.count(week.to()),
                scale.count(alone));
    return week.from() <= alone && alone <= week.to()
        ? numbers + ": the data do not tell the two apart yet."
        : numbers + "." + worth(decision, chosen);
  }

  private static String worth(DecisionMade decision, @Nullable ActionValue chosen) {
    ActionValue nothing = value(decision, Action.NO_CONTACT);
    Double with = chosen == null ? null : chosen.expectedNetValueMinor();
    Double without = nothing == null ? null : nothing.expectedNetValueMinor();
    String currency = decision.debt().currency();
    if (with == null || without == null || currency == null) {
      return "";
    }
    double gain = with - without;
    return " After its cost and burden, the contact is worth %s %s than no contact."
        .formatted(Money.shown(Math.abs(gain), currency), gain >= 0 ? "more" : "less");
  }

  private static String withoutContact(DecisionMade decision, double alone) {
    Optional<ActionValue> best =
        decision.selection().basis() == DecisionMade.Basis.NO_GAIN
            ? decision.actions().stream()
                .filter(value -> value.action() != Action.NO_CONTACT && value.permitted())
                .filter(
                    value ->
                        value.weekProbability() != null && value.expectedNetValueMinor() != null)
                .max(Comparator.comparingDouble(EffectWords::netValue))
            : Optional.empty();
    double least = best.map(EffectWords::chance).map(p -> Math.min(p, alone)).orElse(alone);
    Scale scale = Scale.of(least);
    String numbers =
        "Of %s such accounts, %s pay within a week without any contact"
            .formatted(scale.whole(), scale.count(alone));
    return best.map(
            value ->
                "%s, %s with %s, the best that is permitted: it would gain less than it costs and"
                        .formatted(
                            numbers,
                            scale.count(chance(value)),
                            contact(
                                value.action(),
                                value.offer() == null ? Offer.REMINDER : value.offer()))
                    + " burdens.")
        .orElse(numbers + ".");
  }

  private static double netValue(ActionValue value) {
    Double net = value.expectedNetValueMinor();
    return net == null ? Double.NEGATIVE_INFINITY : net;
  }

  private static double chance(ActionValue value) {
    Double chance = value.weekProbability();
    return chance == null ? 0 : chance;
  }

  private static @Nullable ActionValue value(DecisionMade decision, Action action) {
    return decision.actions().stream()
        .filter(value -> value.action() == action)
        .findFirst()
        .orElse(null);
  }

  private static String contact(Action action, Offer offer) {
    String channel =
        switch (action) {
          case NO_CONTACT -> "no contact";
          case LETTER -> "a letter";
          case EMAIL -> "an e-mail";
          case SMS -> "a text message";
          case CALL -> "a call";
        };
    return switch (offer) {
      case PAYMENT_PLAN -> channel + " that offers a payment plan";
      case SETTLEMENT -> channel + " that offers a settlement";
      case NONE, REMINDER, HARDSHIP_ROUTE, SPECIALIST, HUMAN_REVIEW -> channel;
    };
  }

  /// How many accounts are spoken of: 100, or 1,000 where payments are rare.
  private enum Scale {
    HUNDRED(100, "100"),
    THOUSAND(1_000, "1,000");

    private final int accounts;
    private final String whole;

    Scale(int accounts, String whole) {
      this.accounts = accounts;
      this.whole = whole;
    }

    static Scale of(double smallest) {
      return smallest < RARE ? THOUSAND : HUNDRED;
    }

    String whole() {
      return whole;
    }

    String count(double probability) {
      return String.valueOf(Math.round(probability * accounts));
    }
  }
}
