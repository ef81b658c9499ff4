package io.quittance.e2e.value;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.effect.ContactDesign;
import io.quittance.core.feature.FeatureExtractor;
import io.quittance.core.feature.FeatureVector;
import io.quittance.core.treatment.Treatment;
import io.quittance.core.vocabulary.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Divides the treatments of a pilot into weeks. A week begins at a decision and ends at the first
/// decision at least six and a half days later, or when the debt is paid or settled; its payments
/// are those of seven days at most. A week in which the treatment changes, or whose account leaves
/// for another reason than payment, is dropped.
final class PilotWeeks {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration LEAST = WEEK.minusHours(12);

  private final Map<String, Running> running = new HashMap<>();
  private final List<PilotWeek> over = new ArrayList<>();

  private record Running(
      String debtor,
      float[] features,
      float[] modifiers,
      Treatment treatment,
      Instant from,
      long balanceMinor) {}

  List<PilotWeek> over() {
    return List.copyOf(over);
  }

  /// Takes note of a decision.
  ///
  /// @param treatment what is done from now on; null when the pilot's treatment is not permitted
  void observe(DebtorContext context, Instant at, @Nullable Treatment treatment) {
    AccountState account = context.account();
    Running week = running.get(account.accountId());
    if (week != null) {
      if (!week.from().plus(LEAST).isAfter(at) || owesNothing(account, week.from(), at)) {
        end(week, account, at);
      } else if (week.treatment().equals(treatment)) {
        return;
      }
      running.remove(account.accountId());
    }
    AccountView view = account.view(at);
    Long balance = view.balanceMinor();
    if (treatment != null && balance != null && balance > 0 && !view.isClosed()) {
      FeatureVector features = FeatureExtractor.extract(view);
      running.put(
          account.accountId(),
          new Running(
              Objects.requireNonNullElse(account.debtorId(), account.accountId()),
              features.toArray(),
              ContactDesign.modifiers(features),
              treatment,
              at,
              balance));
    }
  }

  private void end(Running week, AccountState account, Instant now) {
    if (leftUnpaid(account, week.from())) {
      return;
    }
    Instant end = week.from().plus(WEEK).isAfter(now) ? now : week.from().plus(WEEK);
    long sum = 0;
    for (Fact fact : account.facts()) {
      if (fact instanceof Fact.Payment payment
          && payment.time().isAfter(week.from())
          && !payment.time().isAfter(end)) {
        sum += payment.amountMinor();
      }
    }
    over.add(
        new PilotWeek(
            week.debtor(),
            week.features(),
            week.modifiers(),
            week.treatment(),
            week.balanceMinor(),
            Math.max(0, sum / (double) week.balanceMinor())));
  }

  private static boolean owesNothing(AccountState account, Instant since, Instant at) {
    Long balance = account.view(at).balanceMinor();
    return (balance != null && balance == 0) || closed(account, since, PilotWeeks::isPaid);
  }

  private static boolean leftUnpaid(AccountState account, Instant since) {
    return closed(account, since, reason -> !isPaid(reason));
  }

  private static boolean isPaid(CloseReason reason) {
    return switch (reason) {
      case PAID, SETTLED -> true;
      case RECALLED, CHARGED_OFF -> false;
    };
  }

  private static boolean closed(
      AccountState account, Instant since, Predicate<CloseReason> because) {
    return account.facts().stream()
        .anyMatch(
            fact ->
                fact instanceof Fact.Closing closing
                    && because.test(closing.reason())
                    && closing.time().isAfter(since));
  }
}
