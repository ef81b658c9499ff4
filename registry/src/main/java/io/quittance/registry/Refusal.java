package io.quittance.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refuses a request that the registry understood. Carries what a client program needs to react: a
/// stable slug and, for some refusals, facts such as the current champion. Exposes no internals.
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

  /// Returns a refusal of a malformed request.
  public static Refusal invalid(String message) {
    return new Refusal(Kind.INVALID, "invalid-request", message, Map.of());
  }

  /// Returns a refusal because the tenant has no such object.
  public static Refusal notFound(String slug, String message) {
    return new Refusal(Kind.NOT_FOUND, slug, message, Map.of());
  }

  /// Returns a refusal because the current state forbids the request.
  public static Refusal conflict(String slug, String message) {
    return new Refusal(Kind.CONFLICT, slug, message, Map.of());
  }

  /// Returns a refusal of content that is well-formed but breaks a rule.
  public static Refusal unacceptable(String slug, String message) {
    return new Refusal(Kind.UNACCEPTABLE, slug, message, Map.of());
  }

  /// Returns a refusal of content that is too large.
  public static Refusal tooLarge(String slug, String message) {
    return new Refusal(Kind.TOO_LARGE, slug, message, Map.of());
  }

  /// Returns this refusal with one more fact; a null value appears as null in the problem.
  public Refusal with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Refusal(kind, slug, message(), more);
  }

  public Kind kind() {
    return kind;
  }

  /// Returns the last part of the problem's type, in kebab case. It is never renamed.
  public String slug() {
    return slug;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public Map<String, @Nullable Object> facts() {
    return facts;
  }

  /// Category of a refusal; determines the HTTP status.
  public enum Kind {
    INVALID,
    NOT_FOUND,
    CONFLICT,
    TOO_LARGE,
    UNACCEPTABLE
  }
}
