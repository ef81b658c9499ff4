package io.quittance.scoring.review.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.pack.ReviewRuling;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.scoring.review.Conclusion;
import io.quittance.scoring.review.Review;
import io.quittance.scoring.review.ReviewAnswer;
import io.quittance.scoring.review.ReviewFilter;
import io.quittance.scoring.review.ReviewPublisher;
import io.quittance.web.Problems;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A review case as callers see it.
///
/// @param reason a code: why it was opened
/// @param decisionId the decision that it is about
/// @param openedBy subject of the caller's token; absent when a decision opened it
/// @param ruleId the rule that requires a person
/// @param rulePack id of the pack that holds the rule; absent in cases opened before it was stored
/// @param conclusion absent while the case is open
public record ReviewView(
    UUID reviewId,
    String accountId,
    @Nullable String debtorId,
    ReviewKind kind,
    State status,
    String reason,
    @Nullable UUID decisionId,
    @Nullable String openedBy,
    Instant openedAt,
    @Nullable String ruleId,
    @Nullable String rulePack,
    @Nullable String citation,
    @Nullable Concluded conclusion) {

  /// The state of a case.
  public enum State {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("concluded")
    CONCLUDED
  }

  /// What a person decided.
  ///
  /// @param concludedBy the subject of the person's token
  /// @param nextDecisionId the decision that this conclusion triggers, unless the account is closed
  public record Concluded(
      ReviewVerdict verdict,
      String reason,
      @Nullable Action action,
      @Nullable Offer offer,
      String concludedBy,
      Instant concludedAt,
      UUID nextDecisionId) {}

  /// A page of the queue.
  ///
  /// @param next the value of `after` for the next page; absent on the last page
  public record Page(List<ReviewView> reviews, @Nullable String next) {}

  static ReviewView of(Review review) {
    return new ReviewView(
        review.reviewId(),
        review.accountId(),
        review.debtorId(),
        review.kind(),
        switch (review.status()) {
          case OPEN -> State.OPEN;
          case CONCLUDED -> State.CONCLUDED;
        },
        review.reason(),
        review.decisionId(),
        review.openedBy(),
        review.openedAt(),
        review.ruleId(),
        review.rulePack(),
        review.citation(),
        conclusion(review));
  }

  private static @Nullable Concluded conclusion(Review review) {
    Review.Concluded concluded = review.concluded();
    if (concluded == null) {
      return null;
    }
    Conclusion said = concluded.conclusion();
    return new Concluded(
        said.verdict(),
        said.reason(),
        said.action(),
        said.offer(),
        concluded.by(),
        concluded.at(),
        ReviewPublisher.identity(review).decisionId());
  }

  /// @param asked maximum number of cases of the page
  static Page page(List<Review> reviews, int asked) {
    return new Page(
        reviews.stream().map(ReviewView::of).toList(),
        reviews.size() < asked ? null : ReviewFilter.Cursor.of(reviews.getLast()).text());
  }

  /// Returns 201 for a new record and 200 for a repeated one.
  ///
  /// @throws HttpProblem when the action was not recorded
  public static Response created(ReviewAnswer answer) {
    Response held = concluded(answer);
    return answer instanceof ReviewAnswer.Done(Review review)
        ? Response.created(URI.create("/v1/reviews/" + review.reviewId()))
            .entity(of(review))
            .build()
        : held;
  }

  /// Returns 200 when the action was recorded, now or before.
  ///
  /// @throws HttpProblem when the action was not recorded
  static Response concluded(ReviewAnswer answer) {
    return switch (answer) {
      case ReviewAnswer.Done done -> Response.ok(of(done.review())).build();
      case ReviewAnswer.Repeated repeated -> Response.ok(of(repeated.review())).build();
      case ReviewAnswer.Missing missing ->
          throw Problems.notFound(missing.slug(), missing.detail());
      case ReviewAnswer.Conflict conflict ->
          throw HttpProblem.builder(Problems.conflict(conflict.slug(), conflict.detail()))
              .with("reviewId", conflict.before().reviewId().toString())
              .build();
      case ReviewAnswer.Refused refused ->
          throw Problems.of(422, refused.slug(), "Not acceptable", refused.detail());
      case ReviewAnswer.Barred barred -> throw barred(barred.rule());
    };
  }

  private static HttpProblem barred(ReviewRuling rule) {
    String text = rule.text();
    HttpProblem.Builder problem =
        HttpProblem.builder(
                Problems.of(
                    422,
                    "review-barred",
                    "Barred by a rule",
                    text == null ? "A rule bars this, whoever decides" : text))
            .with("ruleId", rule.ruleId())
            .with("citation", rule.citation());
    if (rule.pack() != null) {
      problem.with("pack", rule.pack());
    }
    return problem.build();
  }
}
