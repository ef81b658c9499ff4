package io.quittance.web;

import io.quittance.core.validation.Check;
import io.quittance.core.validation.InvalidEventException;
import java.time.Instant;

/// Checks values of a request that JSON and URLs can carry but the database cannot hold. Each
/// method returns its argument, or throws the problem that the caller sees. Stateless; safe for
/// concurrent use.
public final class RequestFields {

  private RequestFields() {}

  /// Requires an instant from 1970 to 9999.
  ///
  /// @throws io.quarkiverse.resteasy.problem.HttpProblem naming the field
  public static Instant instant(String field, Instant value) {
    try {
      return Check.instant(field, value);
    } catch (InvalidEventException e) {
      throw Problems.invalid(String.valueOf(e.getMessage()));
    }
  }

  /// Requires one line of valid Unicode: at most 4,096 characters, none of them a control
  /// character.
  ///
  /// @throws io.quarkiverse.resteasy.problem.HttpProblem naming the field
  public static String line(String field, String value) {
    try {
      return Check.text(field, value);
    } catch (InvalidEventException e) {
      throw Problems.invalid(String.valueOf(e.getMessage()));
    }
  }
}
