package io.quittance.web;

import java.util.regex.Pattern;

/// Who asks, as its token says; nothing of it ever comes from path, query or body.
///
/// @param tenant owner of everything that the caller may see
/// @param subject the token's `sub`, the identity for separation of duties
public record Caller(String tenant, String subject) {

  /// The tenant of tokens that name none.
  public static final String DEFAULT_TENANT = "default";

  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final int MAX_SUBJECT = 255;

  public Caller {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("tenant must be an identifier of up to 64 characters");
    }
    if (subject.isBlank() || subject.length() > MAX_SUBJECT) {
      throw new IllegalArgumentException("subject must have 1 to 255 characters");
    }
  }
}
