package io.quittance.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;

/// Gives problems that the framework creates itself (unknown route, method not allowed) a stable
/// type by their status.
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    return problem.getType() != null
        ? problem
        : HttpProblem.builder(problem)
            .withType(Problems.type(slug(problem.getStatusCode())))
            .build();
  }

  private static String slug(int status) {
    return switch (status) {
      case 400 -> "invalid-request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 406 -> "not-acceptable";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      case 503 -> "unavailable";
      default -> status < 500 ? "refused" : "internal-error";
    };
  }
}
