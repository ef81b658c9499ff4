package io.quittance.scoring.review;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.ReviewKind;
import jakarta.inject.Singleton;
import java.time.Instant;

/// Evaluates the rules in force on a matter that a person decides.
@Singleton
public final class ReviewLaw {

  private final PolicyCatalogue book;

  ReviewLaw(PolicyCatalogue book) {
    this.book = book;
  }

  /// Returns what the rules say as of an instant. Rules prohibit acts such as a lawsuit; they never
  /// prohibit that a person takes care of a debtor or disagrees with a recommendation.
  ReviewRuling of(DebtorContext context, ReviewKind kind, Instant at) {
    ReviewRuling rule = ContactPolicy.review(book.at(context, at), context, kind, at);
    return switch (kind) {
      case LEGAL_REFERRAL, PLAN_REFUSAL, DEBT_SALE -> rule;
      case HARDSHIP, VULNERABILITY, SPECIALIST, OVERRIDE ->
          rule.barred() ? new ReviewRuling(kind, false, null, null, null) : rule;
    };
  }
}
