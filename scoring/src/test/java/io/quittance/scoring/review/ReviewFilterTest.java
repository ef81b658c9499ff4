package io.quittance.scoring.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReviewFilterTest {

  @Test
  void aCursorIsReadAsItWasWritten() {
    ReviewFilter.Cursor cursor =
        new ReviewFilter.Cursor(Instant.parse("2026-03-02T15:00:00.123456Z"), new UUID(7, 9));

    assertEquals(Optional.of(cursor), ReviewFilter.Cursor.parse(cursor.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!", "MjAyNg", "bm90IGE", "MSAyIDM"})
  void whatIsNoCursorIsNone(String text) {
    assertEquals(Optional.empty(), ReviewFilter.Cursor.parse(text));
  }

  @Test
  void eachFilterAddsItsCondition() {
    ReviewFilter all =
        new ReviewFilter(
            Review.Status.OPEN,
            ReviewKind.HARDSHIP,
            "a-1",
            7,
            new ReviewFilter.Cursor(Instant.EPOCH, new UUID(7, 9)));

    assertEquals(
        "select * from scoring.review where tenant = $1 and status = 'open' and kind = $2"
            + " and account_id = $3 and (opened_at, review_id) > ($4, $5)"
            + " order by opened_at, review_id limit $6",
        all.query("t-1").sql());
    assertEquals(6, all.query("t-1").parameters().size());
    assertEquals(
        "select * from scoring.review where tenant = $1 order by opened_at, review_id limit $2",
        new ReviewFilter(null, null, null, 200, null).query("t-1").sql());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 201})
  void aPageHoldsOneToTwoHundred(int limit) {
    assertThrows(
        IllegalArgumentException.class, () -> new ReviewFilter(null, null, null, limit, null));
  }
}
