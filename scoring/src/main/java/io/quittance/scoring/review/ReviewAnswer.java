package io.quittance.scoring.review;

import io.quittance.core.pack.ReviewRuling;

/// The answer to a person's action on a review case.
public sealed interface ReviewAnswer {

  /// The action was recorded now.
  record Done(Review review) implements ReviewAnswer {}

  /// The same action was recorded before.
  record Repeated(Review review) implements ReviewAnswer {}

  /// A different action was recorded before.
  ///
  /// @param slug of the problem
  record Conflict(String slug, String detail, Review before) implements ReviewAnswer {}

  /// The action is not valid for this case.
  ///
  /// @param slug of the problem
  record Refused(String slug, String detail) implements ReviewAnswer {}

  /// A rule prohibits the action, whoever takes it.
  record Barred(ReviewRuling rule) implements ReviewAnswer {}

  /// The tenant has no such case, account or decision.
  ///
  /// @param slug of the problem
  record Missing(String slug, String detail) implements ReviewAnswer {}
}
