package io.quittance.web;

import java.util.regex.Pattern;

/// The caller of a request. Tenant and subject come from the token alone, never from path, query or
/// body.
///
/// @param tenant the owner of everything that the caller may see
/// @param subject the token's `sub`, which identifies the caller for the separation of duties
public record Caller(String tenant, String subject) {

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
