package io.quittance.scoring.openinference;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.web.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every problem of a route of the protocol the member `error`, which the protocol's clients
/// read. It stays a problem, so that other clients read it as they read every other one.
public final class OpenInferenceErrors {

  private static final String ROUTES = "/v2";
  private static final String ERROR = "error";

  @ServerExceptionMapper
  public Response refused(InferenceRefusedException refusal) {
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withType(Problems.type(slug(refusal.status())))
            .withTitle("Inference refused")
            .withStatus(refusal.status())
            .withDetail(refusal.message());
    return (refusal.status() == 503 ? problem.withHeader("Retry-After", "1") : problem)
        .build()
        .toResponse();
  }

  private static String slug(int status) {
    return switch (status) {
      case 404 -> "model-not-found";
      case 408 -> "too-slow";
      case 413 -> "too-large";
      case 422 -> "no-finite-answer";
      case 503 -> "unavailable";
      default -> "invalid-request";
    };
  }

  @ServerResponseFilter
  public void complete(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getUriInfo().getPath().startsWith(ROUTES)
        && response.getEntity() instanceof HttpProblem problem) {
      String detail = problem.getDetail();
      response.setEntity(
          HttpProblem.builder(problem)
              .with(ERROR, detail == null ? String.valueOf(problem.getTitle()) : detail)
              .build());
    }
  }
}
