package io.quittance.scoring.review;

import io.quittance.core.text.WireNames;
import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.scoring.review.Review.Status;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Selects the cases of a page. Pages are ordered by opening time, then id, and a page begins after
/// a case instead of after a number of cases, so that conclusions in between shift nothing.
///
/// @param limit maximum number of cases, in [1, 200]
/// @param after the last case of the previous page; null for the first page
public record ReviewFilter(
    @Nullable Status status,
    @Nullable ReviewKind kind,
    @Nullable String accountId,
    int limit,
    @Nullable Cursor after) {

  public static final int MOST = 200;

  public ReviewFilter {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must lie in [1, " + MOST + "], was " + limit);
    }
  }

  /// A position between two cases.
  public record Cursor(Instant openedAt, UUID reviewId) {

    public static Cursor of(Review review) {
      return new Cursor(review.openedAt(), review.reviewId());
    }

    /// Returns the position as text that is opaque to callers.
    public String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((openedAt + " " + reviewId).getBytes(StandardCharsets.US_ASCII));
    }

    /// Returns the position that a text denotes; empty when it denotes none.
    public static Optional<Cursor> parse(String text) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ");
        return parts.length == 2
            ? Optional.of(
                new Cursor(
                    Check.instant("after", Instant.parse(parts[0])), UUID.fromString(parts[1])))
            : Optional.empty();
      } catch (IllegalArgumentException | DateTimeException | InvalidEventException _) {
        return Optional.empty();
      }
    }
  }

  /// A statement with its parameters.
  record Query(String sql, Tuple parameters) {}

  /// Returns one of a few statements, each of which an index supports.
  Query query(String tenant) {
    StringBuilder sql = new StringBuilder("select * from scoring.review where tenant = $1");
    Tuple parameters = Tuple.of(tenant);
    if (status == Status.OPEN) {
      sql.append(" and status = 'open'");
    } else if (status == Status.CONCLUDED) {
      sql.append(" and status = 'concluded'");
    }
    if (kind != null) {
      parameters.addValue(WireNames.of(kind));
      sql.append(" and kind = $").append(parameters.size());
    }
    if (accountId != null) {
      parameters.addValue(accountId);
      sql.append(" and account_id = $").append(parameters.size());
    }
    if (after != null) {
      parameters.addValue(ReviewRows.utc(after.openedAt()));
      sql.append(" and (opened_at, review_id) > ($").append(parameters.size());
      parameters.addValue(after.reviewId());
      sql.append(", $").append(parameters.size()).append(')');
    }
    parameters.addValue(limit);
    sql.append(" order by opened_at, review_id limit $").append(parameters.size());
    return new Query(sql.toString(), parameters);
  }
}
