package io.quittance.retraining.peer;

import java.util.Map;

/// Another service refused a request or did not answer it.
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

  /// Returns a failure that a later attempt may not have: the service, or the issuer of our tokens,
  /// could not be reached.
  public static PeerException unreachable(String message) {
    return new PeerException(message, true, "unreachable", Map.of());
  }

  /// Returns a refusal.
  ///
  /// @param slug the last part of the problem's type
  /// @param facts further members of the problem
  public static PeerException refused(String message, String slug, Map<String, Object> facts) {
    return new PeerException(message, false, slug, facts);
  }

  /// Returns whether a later attempt may succeed.
  public boolean isTemporary() {
    return temporary;
  }

  public String slug() {
    return slug;
  }

  /// Returns an integer member of the problem, or -1.
  public int number(String fact) {
    return facts.get(fact) instanceof Number number ? number.intValue() : -1;
  }
}
