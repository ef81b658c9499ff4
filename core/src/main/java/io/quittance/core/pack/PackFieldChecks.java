package io.quittance.core.pack;

import java.util.Collection;
import java.util.regex.Pattern;

/// Validation of the text fields of a pack. Each failure says what is expected.
final class PackFieldChecks {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}");

  private PackFieldChecks() {}

  static void id(String field, String value) {
    if (!ID.matcher(value).matches() || value.equals("none")) {
      throw new IllegalArgumentException(
          field + " must be lower-case words joined by hyphens, such as us-reg-f, other than none");
    }
  }

  static void version(String value) {
    if (!VERSION.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "version must be 1 to 32 letters, digits, dots or hyphens, such as 2025.1");
    }
  }

  static void present(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank");
    }
  }

  static void jurisdictions(Collection<String> codes) {
    boolean any = codes.contains(PolicyPack.ANY);
    if (codes.isEmpty() || (any && codes.size() > 1)) {
      throw new IllegalArgumentException(
          "jurisdictions must be ISO 3166 codes, or the single word any");
    }
    for (String code : codes) {
      if (!any && !JURISDICTION.matcher(code).matches()) {
        throw new IllegalArgumentException(
            "jurisdictions: " + code + " is not an ISO 3166 code such as US or US-MA");
      }
    }
  }
}
