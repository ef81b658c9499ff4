package io.quittance.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;

/// Creates RFC 9457 problems of type `urn:quittance:problem:<slug>`.
public final class Problems {

  private static final String TYPE = "urn:quittance:problem:";

  private Problems() {}

  public static HttpProblem invalid(String detail) {
    return of(400, "invalid-request", "Invalid request", detail);
  }

  public static HttpProblem notFound(String slug, String detail) {
    return of(404, slug, "Not found", detail);
  }

  public static HttpProblem conflict(String slug, String detail) {
    return of(409, slug, "Conflict", detail);
  }

  /// Returns a problem.
  ///
  /// @param slug the end of the problem's type: stable, kebab-case
  public static HttpProblem of(int status, String slug, String title, String detail) {
    return HttpProblem.builder()
        .withType(type(slug))
        .withTitle(title)
        .withStatus(status)
        .withDetail(detail)
        .build();
  }

  /// Returns the stable type of a problem.
  public static URI type(String slug) {
    return URI.create(TYPE + slug);
  }
}
