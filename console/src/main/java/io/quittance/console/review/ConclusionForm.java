package io.quittance.console.review;

import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form with which a person concludes a case, as it was filled in. Pure.
///
/// @param action empty when none replaces the recommendation
/// @param offer empty exactly when there is no action
record ConclusionForm(String verdict, String reason, String action, String offer) {

  static final ConclusionForm EMPTY = new ConclusionForm("", "", "", "");

  /// Codes to start with; any code of the same form is taken.
  static final List<String> REASONS =
      List.of(
          "income-verified",
          "plan-agreed",
          "situation-ended",
          "specialist-team",
          "carer-involved",
          "evidence-missing",
          "unaffordable",
          "time-barred",
          "buyer-declined",
          "recommendation-right");

  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){0,7}");
  private static final int MOST_REASON = 48;

  /// A verdict to choose.
  record Choice(String name, String words) {}

  static ConclusionForm of(
      @Nullable String verdict,
      @Nullable String reason,
      @Nullable String action,
      @Nullable String offer) {
    return new ConclusionForm(filled(verdict), filled(reason), filled(action), filled(offer));
  }

  private static String filled(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /// Returns the verdicts with which a case of a kind may be concluded.
  static List<Choice> verdicts(String kind) {
    List<ReviewVerdict> verdicts =
        switch (WireNames.find(ReviewKind.class, kind).orElse(ReviewKind.OVERRIDE)) {
          case HARDSHIP, VULNERABILITY -> List.of(ReviewVerdict.RESUME, ReviewVerdict.HOLD);
          case SPECIALIST -> List.of(ReviewVerdict.HOLD);
          case OVERRIDE -> List.of(ReviewVerdict.values());
          case LEGAL_REFERRAL, PLAN_REFUSAL, DEBT_SALE ->
              List.of(ReviewVerdict.APPROVE, ReviewVerdict.DECLINE);
        };
    return verdicts.stream()
        .map(verdict -> new Choice(WireNames.of(verdict), words(verdict)))
        .toList();
  }

  static String words(ReviewVerdict verdict) {
    return switch (verdict) {
      case RESUME -> "Resume: automatic treatment goes on";
      case HOLD -> "Hold: people treat the account, there is no automatic contact";
      case APPROVE -> "Approve what is proposed";
      case DECLINE -> "Decline what is proposed";
    };
  }

  /// Returns the verdict in words.
  public String verdictInWords() {
    return WireNames.find(ReviewVerdict.class, verdict).map(ConclusionForm::words).orElse("");
  }

  /// Returns whether a kind of case lets a person say what happens instead.
  static boolean takesAction(String kind) {
    return verdicts(kind).stream().anyMatch(choice -> choice.name().equals("hold"));
  }

  static List<String> actions() {
    return Arrays.stream(Action.values()).map(Action::wireName).toList();
  }

  static List<String> offers() {
    return Arrays.stream(Offer.values()).map(WireNames::of).toList();
  }

  /// Returns what is wrong with the form; empty when it can be sent. Scoring judges again.
  Optional<String> error(String kind) {
    if (verdicts(kind).stream().noneMatch(choice -> choice.name().equals(verdict))) {
      return Optional.of("Choose what is to happen.");
    } else if (reason.length() > MOST_REASON || !CODE.matcher(reason).matches()) {
      return Optional.of(
          "The reason must be a code such as income-verified: up to 48 lower-case letters and digits, in words joined by hyphens. Names and free text are not kept.");
    } else if (action.isEmpty() != offer.isEmpty()) {
      return Optional.of("Give an action and its offer together, or neither.");
    }
    return Optional.empty();
  }

  /// Returns the body that scoring takes.
  Map<String, String> body() {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("verdict", verdict);
    body.put("reason", reason);
    if (!action.isEmpty()) {
      body.put("action", action);
      body.put("offer", offer);
    }
    return body;
  }
}
