package io.quittance.console.account;

import io.quittance.console.remote.Answer;
import io.quittance.core.text.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page of an account shows.
record AccountPage(Summary account, List<String> state, Answer<Cases> cases) {

  /// The account as scoring tells it.
  ///
  /// @param newestFact event time of the newest fact; null when there is none
  record Summary(
      String accountId,
      @Nullable String debtorId,
      @Nullable Instant newestFact,
      boolean placed,
      boolean closed,
      @Nullable Long balanceMinor,
      @Nullable String currency,
      @Nullable Integer daysPastDue,
      boolean inDispute,
      boolean inHardship,
      int facts) {}

  /// The account's cases.
  record Cases(List<Case> reviews) {}

  /// A case.
  record Case(String reviewId, String kind, String status, String reason, Instant openedAt) {}

  static AccountPage of(Summary account, Answer<Cases> cases) {
    return new AccountPage(account, state(account), cases);
  }

  /// Returns the state of the account, a sentence for each thing that matters before anything is
  /// done.
  private static List<String> state(Summary account) {
    List<String> words = new ArrayList<>();
    if (!account.placed()) {
      words.add(
          "It has not been placed yet: facts came before the placement, and nobody is contacted.");
    }
    if (account.closed()) {
      words.add("It has left collection.");
    }
    if (account.inHardship()) {
      words.add("Hardship was reported.");
    }
    if (account.inDispute()) {
      words.add("The debt is disputed.");
    }
    Long balance = account.balanceMinor();
    if (balance != null) {
      Integer late = account.daysPastDue();
      words.add(
          Money.shown(balance, account.currency())
              + " owed"
              + (late == null
                  ? "."
                  : late == 1 ? ", 1 day past due." : ", %d days past due.".formatted(late)));
    }
    return List.copyOf(words);
  }
}
