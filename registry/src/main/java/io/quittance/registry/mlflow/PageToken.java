package io.quittance.registry.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where the next page of a search begins, opaque to clients.
///
/// @param offset number of results before it
public record PageToken(int offset) {

  private static final int MAX_OFFSET = 10_000_000;
  private static final PageToken START = new PageToken(0);

  /// Reads a token; none is the first page.
  public static PageToken of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return START;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int offset = Integer.parseInt(plain);
      if (offset >= 0 && offset <= MAX_OFFSET) {
        return new PageToken(offset);
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw MlflowRefusal.invalid("page_token must be one that an earlier answer gave");
  }

  /// Reads the field `max_results` of a query.
  ///
  /// @param most results that one page may have; a client that wants more gets more pages
  public static int limit(String text, int most) {
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
      throw MlflowRefusal.invalid("max_results must be a number of at least 1");
    }
    return Math.min(most, Integer.parseInt(text));
  }

  /// Returns the token of the page after `taken` results of this one.
  public String after(int taken) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Integer.toString(offset + taken).getBytes(StandardCharsets.UTF_8));
  }
}
