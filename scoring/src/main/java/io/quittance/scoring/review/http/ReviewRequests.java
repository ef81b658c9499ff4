package io.quittance.scoring.review.http;

import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.scoring.review.Conclusion;
import io.quittance.scoring.review.OpenReview;
import io.quittance.scoring.review.Review;
import io.quittance.scoring.review.ReviewFilter;
import io.quittance.web.Problems;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks the requests of callers. Each method throws the problem that the caller sees.
public final class ReviewRequests {

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+){0,7}");
  private static final int MOST_REASON = 48;

  private ReviewRequests() {}

  public static OpenReview.Wanted wanted(ReviewResource.@Nullable Opening opening) {
    if (opening == null || opening.kind() == null) {
      throw Problems.invalid("accountId, kind and reason are required");
    }
    String decision = opening.decisionId();
    return new OpenReview.Wanted(
        accountId(opening.accountId()),
        opening.kind(),
        reason(opening.reason()),
        decision == null
            ? null
            : uuid(decision)
                .orElseThrow(() -> Problems.invalid("decisionId must be a decision's id")));
  }

  public static Conclusion conclusion(ReviewResource.@Nullable Verdict verdict) {
    if (verdict == null || verdict.verdict() == null) {
      throw Problems.invalid("verdict and reason are required");
    }
    return new Conclusion(
        verdict.verdict(), reason(verdict.reason()), verdict.action(), verdict.offer());
  }

  static ReviewFilter filter(
      @Nullable String status,
      @Nullable String kind,
      @Nullable String accountId,
      String limit,
      @Nullable String after) {
    return new ReviewFilter(
        status == null ? null : constant("status", Review.Status.class, status),
        kind == null ? null : constant("kind", ReviewKind.class, kind),
        accountId == null ? null : accountId(accountId),
        limit(limit),
        after == null
            ? null
            : ReviewFilter.Cursor.parse(after)
                .orElseThrow(
                    () -> Problems.invalid("after must be the `next` of the page before")));
  }

  /// Returns a reason, which must be a code and never free text, because it is kept for years.
  public static String reason(@Nullable String reason) {
    if (reason == null || reason.length() > MOST_REASON || !REASON.matcher(reason).matches()) {
      throw Problems.invalid(
          "reason must be a code such as income-verified: up to "
              + MOST_REASON
              + " lower-case letters and digits in words joined by hyphens; no free text");
    }
    return reason;
  }

  static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String accountId(@Nullable String accountId) {
    if (accountId == null || !ACCOUNT.matcher(accountId).matches()) {
      throw Problems.invalid("accountId must be 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    return accountId;
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= ReviewFilter.MOST) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw Problems.invalid("limit must lie in [1, " + ReviewFilter.MOST + "]");
  }

  private static <E extends Enum<E>> E constant(String name, Class<E> type, String text) {
    return WireNames.find(type, text)
        .orElseThrow(
            () ->
                Problems.invalid(
                    name
                        + " must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(WireNames::of)
                            .collect(Collectors.joining(", "))));
  }
}
