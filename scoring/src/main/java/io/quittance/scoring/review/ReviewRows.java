package io.quittance.scoring.review;

import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Converts between review cases and rows.
final class ReviewRows {

  private ReviewRows() {}

  static Optional<Review> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  static List<Review> all(RowSet<Row> rows) {
    List<Review> reviews = new ArrayList<>(rows.size());
    rows.forEach(row -> reviews.add(read(row)));
    return reviews;
  }

  static Tuple conclusion(Review review, Review.Concluded concluded) {
    Tuple row = Tuple.tuple();
    row.addValue(review.tenant());
    row.addValue(review.reviewId());
    addConclusion(row, concluded);
    return row;
  }

  static Tuple recorded(Review review, Review.Concluded concluded) {
    Tuple row = Tuple.tuple();
    row.addValue(review.tenant());
    row.addValue(review.reviewId());
    row.addValue(review.accountId());
    row.addValue(review.debtorId());
    row.addValue(WireNames.of(review.kind()));
    row.addValue(review.reason());
    row.addValue(review.decisionId());
    row.addValue(review.openedBy());
    row.addValue(utc(review.openedAt()));
    row.addValue(review.ruleId());
    row.addValue(review.rulePack());
    row.addValue(review.citation());
    row.addValue(review.correlationId());
    addConclusion(row, concluded);
    return row;
  }

  private static void addConclusion(Tuple row, Review.Concluded concluded) {
    Conclusion conclusion = concluded.conclusion();
    row.addValue(WireNames.of(conclusion.verdict()));
    row.addValue(conclusion.reason());
    row.addValue(name(conclusion.action()));
    row.addValue(name(conclusion.offer()));
    row.addValue(concluded.by());
    row.addValue(utc(concluded.at()));
  }

  private static Review read(Row row) {
    return new Review(
        row.getString("tenant"),
        row.getUUID("review_id"),
        row.getString("account_id"),
        row.getString("debtor_id"),
        WireNames.read(ReviewKind.class, row.getString("kind")),
        row.getString("reason"),
        row.getUUID("decision_id"),
        row.getString("opened_by"),
        row.getOffsetDateTime("opened_at").toInstant(),
        row.getString("rule_id"),
        row.getString("rule_pack"),
        row.getString("citation"),
        row.getString("correlation_id"),
        row.getString("verdict") == null ? null : concluded(row));
  }

  private static Review.Concluded concluded(Row row) {
    String action = row.getString("action");
    String offer = row.getString("offer");
    Conclusion conclusion =
        new Conclusion(
            WireNames.read(ReviewVerdict.class, row.getString("verdict")),
            row.getString("conclusion_reason"),
            action == null ? null : WireNames.read(Action.class, action),
            offer == null ? null : WireNames.read(Offer.class, offer));
    return new Review.Concluded(
        conclusion,
        row.getString("concluded_by"),
        row.getOffsetDateTime("concluded_at").toInstant());
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : WireNames.of(constant);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
