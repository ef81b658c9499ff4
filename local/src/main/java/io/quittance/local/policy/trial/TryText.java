package io.quittance.local.policy.trial;

import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.Policy;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.local.replay.BlockingRule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the packs say of an account, for people.
public final class TryText {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final TrialPacks.Catalogue catalogue;

  public TryText(TrialPacks.Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// Says which packs are on trial; nothing when none is.
  public String trials() {
    StringBuilder text = new StringBuilder();
    catalogue
        .trials()
        .forEach(
            (file, pack) ->
                text.append(
                    "TRIAL: %s %s from %s; no signature was looked at, and no service applies it%n"
                        .formatted(pack.id(), pack.version(), file)));
    catalogue
        .replaced()
        .forEach(
            pack ->
                text.append(
                    "TRIAL: %s %s, which ships, makes way%n".formatted(pack.id(), pack.version())));
    return text.isEmpty() ? "" : text.append(System.lineSeparator()).toString();
  }

  public String of(String account, Tried tried) {
    StringBuilder text = new StringBuilder();
    ZoneId zone = tried.zone();
    text.append("%s at %s (%s)%n".formatted(account, local(tried.at(), zone), zone));
    text.append("  packs: %s%n".formatted(packs(tried.policy())));
    for (PolicyPack trial : catalogue.trials().values()) {
      String why = catalogue.silent(trial, tried.policy(), tried.jurisdictions());
      if (why != null) {
        text.append("  TRIAL: %s has no say here: %s%n".formatted(trial.id(), why));
      }
    }
    for (Action action : Action.values()) {
      ContactWindow window = tried.windows().get(action);
      if (window != null) {
        text.append(
            "  %-7s permitted  %s to %s%n"
                .formatted(
                    action.wireName(),
                    local(window.notBefore(), zone),
                    local(window.notAfter(), zone)));
      } else if (action != Action.NO_CONTACT) {
        Instant next = tried.next().get(action);
        text.append(
            "  %-7s blocked    %s%n"
                .formatted(
                    action.wireName(),
                    next == null ? "no instant known" : "next permitted " + local(next, zone)));
        tried.blocked().stream()
            .filter(reason -> reason.action() == action)
            .forEach(reason -> rule(text, tried.policy(), reason, zone));
      }
    }
    tried.reviews().forEach(review -> review(text, tried.policy(), review));
    return text.append(System.lineSeparator()).toString();
  }

  private String packs(Policy policy) {
    return policy.isNone()
        ? "none"
        : policy.packs().stream()
            .map(
                pack ->
                    pack.id() + " " + pack.version() + (catalogue.isTrial(pack) ? " (TRIAL)" : ""))
            .collect(Collectors.joining(", "));
  }

  private static void rule(StringBuilder text, Policy policy, Blocked reason, ZoneId zone) {
    Instant until = reason.until();
    BlockingRule rule = BlockingRule.of(policy, reason.pack(), reason.ruleId(), reason.citation());
    text.append(
        "          %s [%s]%s %s%n"
            .formatted(
                rule.qualified(),
                reason.citation(),
                until == null ? "" : " until " + local(until, zone) + ":",
                reason.text()));
    ours(text, rule);
  }

  private static void review(StringBuilder text, Policy policy, ReviewRuling ruling) {
    String id = ruling.ruleId();
    text.append(
        "  %s %s%n"
            .formatted(
                WireNames.of(ruling.kind()),
                ruling.barred()
                    ? "barred"
                    : id == null ? "not spoken of by any rule" : "for a person to decide"));
    if (id != null) {
      BlockingRule rule = BlockingRule.of(policy, ruling.pack(), id, ruling.citation());
      text.append(
          "          %s [%s] %s%n".formatted(rule.qualified(), ruling.citation(), ruling.text()));
      ours(text, rule);
    }
  }

  private static void ours(StringBuilder text, BlockingRule rule) {
    String words = ours(rule.ours(), rule.reason());
    if (words != null) {
      text.append("            %s%n".formatted(words));
    }
  }

  /// Why a rule is ours, or in what it is stricter than the law it cites; null when it is neither.
  public static @Nullable String ours(boolean ours, @Nullable String reason) {
    return reason == null ? null : (ours ? "ours: " : "in part ours: ") + reason;
  }

  private static String local(Instant instant, ZoneId zone) {
    return CLOCK.format(instant.atZone(zone));
  }
}
