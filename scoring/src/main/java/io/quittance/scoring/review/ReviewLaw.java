package io.quittance.scoring.review;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.ReviewKind;
import jakarta.inject.Singleton;
import java.time.Instant;

/// What the rules in force say of a matter that a person decides.
@Singleton
public final class ReviewLaw {

  private final PolicyCatalogue book;

  ReviewLaw(PolicyCatalogue book) {
    this.book = book;
  }

  /// What the rules say as of an instant. Rules bar acts, such as a suit; they never bar that a
  /// person looks after a debtor, nor that one disagrees with a recommendation.
  ReviewRuling of(DebtorContext context, ReviewKind kind, Instant at) {
    ReviewRuling rule = ContactPolicy.review(book.at(context, at), context, kind, at);
    return switch (kind) {
      case LEGAL_REFERRAL, PLAN_REFUSAL, DEBT_SALE -> rule;
      case HARDSHIP, VULNERABILITY, SPECIALIST, OVERRIDE ->
          rule.barred() ? new ReviewRuling(kind, false, null, null, null) : rule;
    };
  }
}
