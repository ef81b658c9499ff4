package io.quittance.core.feature;

import static io.quittance.core.feature.FeatureFormulas.balanceChange;
import static io.quittance.core.feature.FeatureFormulas.conversations;
import static io.quittance.core.feature.FeatureFormulas.creditLimit;
import static io.quittance.core.feature.FeatureFormulas.creditUtilisation;
import static io.quittance.core.feature.FeatureFormulas.daysPastDueChange;
import static io.quittance.core.feature.FeatureFormulas.daysSince;
import static io.quittance.core.feature.FeatureFormulas.daysSinceConversation;
import static io.quittance.core.feature.FeatureFormulas.daysSinceOpened;
import static io.quittance.core.feature.FeatureFormulas.daysSincePlaced;
import static io.quittance.core.feature.FeatureFormulas.flag;
import static io.quittance.core.feature.FeatureFormulas.instalmentToBalance;
import static io.quittance.core.feature.FeatureFormulas.lateShare;
import static io.quittance.core.feature.FeatureFormulas.maxDaysPastDue;
import static io.quittance.core.feature.FeatureFormulas.money;
import static io.quittance.core.feature.FeatureFormulas.number;
import static io.quittance.core.feature.FeatureFormulas.paidShare;
import static io.quittance.core.feature.FeatureFormulas.promisesKept;
import static io.quittance.core.feature.FeatureFormulas.ratio;
import static io.quittance.core.feature.FeatureWindows.DAYS_180;
import static io.quittance.core.feature.FeatureWindows.DAYS_30;
import static io.quittance.core.feature.FeatureWindows.DAYS_7;
import static io.quittance.core.feature.FeatureWindows.DAYS_90;

import io.quittance.core.account.AccountView;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The features of an account, each with the function that computes it. Amounts are in whole units
/// of the account's currency; a value that cannot be computed is `NaN`.
final class StandardFeatures {

  private static final double MAX_AMOUNT = 1e8;
  private static final String OWNER = "collections-analytics";
  private static final String USE =
      "ranking and timing of contacts in collection; not for granting credit, pricing or legal steps";

  /// All features, in the order of the vector.
  static final List<ComputedFeature> ALL =
      List.of(
          feature(
              "balance",
              "currency units",
              0,
              MAX_AMOUNT,
              "amount-owed",
              view -> money(view, view.balanceMinor())),
          feature(
              "original_balance",
              "currency units",
              0,
              MAX_AMOUNT,
              "amount-owed",
              view -> money(view, view.originalBalanceMinor())),
          feature(
              "balance_to_original",
              "ratio",
              0,
              100,
              "progress",
              view -> ratio(view.balanceMinor(), view.originalBalanceMinor())),
          feature(
              "credit_utilisation", "ratio", 0, 100, "credit-use", view -> creditUtilisation(view)),
          feature(
              "credit_limit",
              "currency units",
              0,
              MAX_AMOUNT,
              "credit-use",
              view -> creditLimit(view)),
          feature(
              "instalment_to_balance",
              "ratio",
              0,
              100,
              "instalment",
              view -> instalmentToBalance(view)),
          feature(
              "days_past_due", "days", 0, 10000, "lateness", view -> number(view.daysPastDue())),
          feature(
              "max_days_past_due_180d", "days", 0, 10000, "lateness", view -> maxDaysPastDue(view)),
          feature(
              "days_past_due_change",
              "days",
              -10000,
              10000,
              "lateness",
              view -> daysPastDueChange(view)),
          feature("late_snapshot_share_180d", "share", 0, 1, "lateness", view -> lateShare(view)),
          feature("balance_change_60d", "ratio", -1, 100, "progress", view -> balanceChange(view)),
          feature(
              "days_since_placed", "days", 0, 36500, "time-with-us", view -> daysSincePlaced(view)),
          feature(
              "days_since_opened",
              "days",
              0,
              36500,
              "account-history",
              view -> daysSinceOpened(view)),
          feature(
              "paid_30d",
              "currency units",
              -MAX_AMOUNT,
              MAX_AMOUNT,
              "recent-payments",
              view -> money(view, view.paidMinor(DAYS_30))),
          feature(
              "paid_90d",
              "currency units",
              -MAX_AMOUNT,
              MAX_AMOUNT,
              "recent-payments",
              view -> money(view, view.paidMinor(DAYS_90))),
          feature(
              "payments_90d", "count", 0, 1000, "recent-payments", view -> view.payments(DAYS_90)),
          feature("paid_share_90d", "share", -100, 1, "recent-payments", view -> paidShare(view)),
          feature(
              "days_since_last_payment",
              "days",
              0,
              365,
              "recent-payments",
              view -> daysSince(view, view.lastPayment())),
          feature("attempts_7d", "count", 0, 100, "recent-contact", view -> view.attempts(DAYS_7)),
          feature(
              "attempts_30d", "count", 0, 400, "recent-contact", view -> view.attempts(DAYS_30)),
          feature(
              "calls_7d",
              "count",
              0,
              100,
              "recent-contact",
              view -> view.attempts(Channel.CALL, DAYS_7)),
          feature(
              "days_since_last_attempt",
              "days",
              0,
              365,
              "recent-contact",
              view -> daysSince(view, view.lastAttempt())),
          feature(
              "conversations_90d", "count", 0, 200, "conversations", view -> conversations(view)),
          feature(
              "days_since_last_conversation",
              "days",
              0,
              365,
              "conversations",
              view -> daysSinceConversation(view)),
          feature("promises_90d", "count", 0, 100, "arrangements", view -> view.promises(DAYS_90)),
          feature("promises_kept_share", "share", 0, 1, "arrangements", view -> promisesKept(view)),
          feature("promise_open", "flag", 0, 1, "arrangements", view -> flag(view.promiseOpen())),
          feature(
              "complaints_180d", "count", 0, 100, "complaints", view -> view.complaints(DAYS_180)),
          feature("in_hardship", "flag", 0, 1, "circumstances", view -> flag(view.inHardship())),
          new ComputedFeature(action(), _ -> Double.NaN));

  private StandardFeatures() {}

  /// A feature and its formula.
  ///
  /// @param value computes it; `NaN` when missing
  record ComputedFeature(FeatureDefinition definition, ToDoubleFunction<AccountView> value) {}

  private static ComputedFeature feature(
      String name,
      String unit,
      double min,
      double max,
      String concept,
      ToDoubleFunction<AccountView> value) {
    return new ComputedFeature(
        new FeatureDefinition(name, 1, unit, min, max, OWNER, USE, concept), value);
  }

  private static FeatureDefinition action() {
    return new FeatureDefinition(
        FeatureCatalogue.ACTION_CHANNEL,
        1,
        "code of the action",
        Action.NO_CONTACT.code(),
        Action.CALL.code(),
        OWNER,
        USE,
        "way-of-contact");
  }
}
