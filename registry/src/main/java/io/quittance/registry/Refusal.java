package io.quittance.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The registry understood and says no. Carries what a program needs to go on: a stable slug and,
/// for some, facts such as the current champion. Tells nothing internal.
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String slug;
  private final transient Map<String, @Nullable Object> facts;

  private Refusal(Kind kind, String slug, String message, Map<String, @Nullable Object> facts) {
    super(message, null, false, false);
    this.kind = kind;
    this.slug = slug;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /// The request itself is malformed.
  public static Refusal invalid(String message) {
    return new Refusal(Kind.INVALID, "invalid-request", message, Map.of());
  }

  /// There is no such thing for this tenant.
  public static Refusal notFound(String slug, String message) {
    return new Refusal(Kind.NOT_FOUND, slug, message, Map.of());
  }

  /// The state of things forbids it now.
  public static Refusal conflict(String slug, String message) {
    return new Refusal(Kind.CONFLICT, slug, message, Map.of());
  }

  /// The content is well-formed and still not acceptable.
  public static Refusal unacceptable(String slug, String message) {
    return new Refusal(Kind.UNACCEPTABLE, slug, message, Map.of());
  }

  /// More bytes than allowed.
  public static Refusal tooLarge(String slug, String message) {
    return new Refusal(Kind.TOO_LARGE, slug, message, Map.of());
  }

  /// The same refusal with one more fact; null is told as null.
  public Refusal with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Refusal(kind, slug, message(), more);
  }

  public Kind kind() {
    return kind;
  }

  /// The last part of the problem's type, kebab-case, never renamed.
  public String slug() {
    return slug;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public Map<String, @Nullable Object> facts() {
    return facts;
  }

  /// The categories of refusals.
  public enum Kind {
    INVALID,
    NOT_FOUND,
    CONFLICT,
    TOO_LARGE,
    UNACCEPTABLE
  }
}
