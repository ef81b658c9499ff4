package io.quittance.scoring.review;

import io.quittance.core.pack.ReviewRuling;

/// The answer to a person's action on a review case.
public sealed interface ReviewAnswer {

  /// It holds, since now.
  record Done(Review review) implements ReviewAnswer {}

  /// It holds since it was said before.
  record Repeated(Review review) implements ReviewAnswer {}

  /// Something else was said before.
  ///
  /// @param slug of the problem
  record Conflict(String slug, String detail, Review before) implements ReviewAnswer {}

  /// It makes no sense.
  ///
  /// @param slug of the problem
  record Refused(String slug, String detail) implements ReviewAnswer {}

  /// A rule forbids it, whoever says it.
  record Barred(ReviewRuling rule) implements ReviewAnswer {}

  /// The tenant has no such thing.
  ///
  /// @param slug of the problem
  record Missing(String slug, String detail) implements ReviewAnswer {}
}
