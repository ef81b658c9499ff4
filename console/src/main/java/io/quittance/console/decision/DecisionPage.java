package io.quittance.console.decision;

import io.quittance.console.remote.Answer;
import io.quittance.console.shell.Formats;
import io.quittance.core.event.DecisionMade;
import io.quittance.core.event.DecisionMade.ActionValue;
import io.quittance.core.event.DecisionMade.ModelAnswer;
import io.quittance.core.text.Money;
import io.quittance.core.vocabulary.Action;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the page of a decision shows.
///
/// @param waterfall null without a model, or when it cannot be explained
/// @param linksModel whether the person may open the page of the model
/// @param features null where the person may not see them, or there is no model
record DecisionPage(
    DecisionMade decision,
    List<String> why,
    List<String> forbidden,
    List<String> forPeople,
    List<ActionRow> actions,
    @Nullable Waterfall waterfall,
    @Nullable Answer<Explanation> features,
    boolean linksModel) {

  /// Every feature that the model read, as scoring computes it again.
  record Explanation(@Nullable List<Contribution> contributions, boolean reproduced) {

    public List<Contribution> rows() {
      return contributions == null ? List.of() : contributions;
    }
  }

  /// What a feature added.
  record Contribution(String feature, @Nullable Float value, double contribution) {

    public String valueShown() {
      return value == null ? "missing" : plain(value);
    }

    public String contributionShown() {
      return (contribution < 0 ? "▼ −" : "▲ +")
          + String.format(Locale.ROOT, "%.3f", Math.abs(contribution));
    }

    private static String plain(float value) {
      return value == Math.rint(value) && Math.abs(value) < 1e9
          ? Formats.grouped((long) value)
          : Float.toString(value);
    }
  }

  /// An action as a row of the table.
  record ActionRow(
      String name,
      boolean chosen,
      String chance,
      String netValue,
      String offer,
      String mayBeUsed,
      String propensity) {}

  static DecisionPage of(
      DecisionMade decision, @Nullable Answer<Explanation> features, boolean linksModel) {
    ModelAnswer answer = decision.answer();
    DebtorTime time = DebtorTime.of(decision);
    return new DecisionPage(
        decision,
        DecisionWords.why(decision),
        DecisionWords.forbidden(decision),
        DecisionWords.forPeople(decision),
        decision.actions().stream().map(value -> row(decision, value, time)).toList(),
        answer == null ? null : Waterfall.of(answer),
        features,
        linksModel);
  }

  private static ActionRow row(DecisionMade decision, ActionValue value, DebtorTime time) {
    Double probability = value.probability();
    Double net = value.expectedNetValueMinor();
    Double propensity = value.propensity();
    return new ActionRow(
        DecisionWords.name(value.action()),
        value.action() == decision.recommended().action(),
        probability == null ? "–" : DecisionWords.percent(probability),
        net == null ? "–" : Money.shown(net, decision.debt().currency()),
        DecisionWords.name(value.offer()),
        mayBeUsed(value, time),
        propensity == null ? "–" : DecisionWords.percent(propensity));
  }

  private static String mayBeUsed(ActionValue value, DebtorTime time) {
    Instant from = value.notBefore();
    Instant to = value.notAfter();
    if (!value.permitted()) {
      String next = value.nextPermitted();
      return next == null
          ? "no; no date is known"
          : "no; from " + time.at(ZonedDateTime.parse(next).toInstant());
    } else if (value.action() == Action.NO_CONTACT || from == null || to == null) {
      return "yes";
    }
    return time.window(from, to);
  }

  public String owed() {
    return Money.shown(decision.debt().balanceMinor(), decision.debt().currency());
  }

  /// Returns the model in words; empty when rules alone decided.
  public String model() {
    ModelAnswer answer = decision.answer();
    return answer == null
        ? ""
        : "%s version %d".formatted(answer.model().name(), answer.model().version());
  }

  /// Returns the address of the model's version; empty when rules alone decided.
  public String modelPath() {
    ModelAnswer answer = decision.answer();
    return answer == null
        ? ""
        : "/models/%s/%d".formatted(Formats.part(answer.model().name()), answer.model().version());
  }

  /// Returns every pack that applied, with its version and digest.
  public List<String> packs() {
    DecisionMade.PolicyUsed policy = decision.rules().policy();
    return Stream.concat(
            Stream.of("%s %s, %s".formatted(policy.id(), policy.version(), policy.sha256())),
            policy.overlays().stream()
                .map(pack -> "%s %s, %s".formatted(pack.id(), pack.version(), pack.sha256())))
        .toList();
  }
}
