package io.quittance.registry.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.registry.Refusal;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Refusals as RFC 9457 problems, type `urn:quittance:problem:<slug>`.
final class Problems {

  private static final String TYPE = "urn:quittance:problem:";

  private Problems() {}

  static HttpProblem of(Refusal refusal) {
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withType(type(refusal.slug()))
            .withTitle(title(refusal.kind()))
            .withStatus(status(refusal.kind()))
            .withDetail(refusal.message());
    refusal.facts().forEach((name, value) -> with(problem, name, value));
    return problem.build();
  }

  static HttpProblem of(int status, String slug, String title, String detail) {
    return HttpProblem.builder()
        .withType(type(slug))
        .withTitle(title)
        .withStatus(status)
        .withDetail(detail)
        .build();
  }

  static Response response(HttpProblem problem) {
    return problem.toResponse();
  }

  private static void with(HttpProblem.Builder problem, String name, @Nullable Object value) {
    if (value != null) {
      problem.with(name, value);
    }
  }

  static URI type(String slug) {
    return URI.create(TYPE + slug);
  }

  private static int status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case UNACCEPTABLE -> 422;
    };
  }

  private static String title(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> "Invalid request";
      case NOT_FOUND -> "Not found";
      case CONFLICT -> "Conflict";
      case TOO_LARGE -> "Content too large";
      case UNACCEPTABLE -> "Not acceptable content";
    };
  }
}
