package io.quittance.retraining.peer;

import java.util.Map;

/// Another service did not do what it was asked.
public final class PeerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean temporary;
  private final String slug;
  private final transient Map<String, Object> facts;

  private PeerException(String message, boolean temporary, String slug, Map<String, Object> facts) {
    super(message);
    this.temporary = temporary;
    this.slug = slug;
    this.facts = Map.copyOf(facts);
  }

  /// It, or the issuer of our tokens, could not be reached: asking again later may help.
  public static PeerException unreachable(String message) {
    return new PeerException(message, true, "unreachable", Map.of());
  }

  /// It answered and said no.
  ///
  /// @param slug the last part of the problem's type
  /// @param facts further members of the problem
  public static PeerException refused(String message, String slug, Map<String, Object> facts) {
    return new PeerException(message, false, slug, facts);
  }

  /// Whether asking again later may help.
  public boolean isTemporary() {
    return temporary;
  }

  public String slug() {
    return slug;
  }

  /// An integer member of the problem, or -1.
  public int number(String fact) {
    return facts.get(fact) instanceof Number number ? number.intValue() : -1;
  }
}
