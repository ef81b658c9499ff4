package io.quittance.registry.mlflow.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.registry.mlflow.ErrorCode;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.web.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every problem of an MLflow route the two members that MLflow's clients read, `error_code`
/// and `message`. It stays a problem, so that other clients read it as they read every other one.
public final class MlflowErrors {

  private static final String ROUTES = "/api/2.0/mlflow";
  private static final String CODE = "error_code";
  private static final String MESSAGE = "message";

  @ServerExceptionMapper
  public Response refused(MlflowRefusal refusal) {
    ErrorCode code = refusal.code();
    String slug = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return HttpProblem.builder()
        .withType(Problems.type(slug))
        .withTitle(title(code))
        .withStatus(code.status())
        .withDetail(refusal.message())
        .with(CODE, code.name())
        .with(MESSAGE, refusal.message())
        .build()
        .toResponse();
  }

  @ServerResponseFilter
  public void complete(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getUriInfo().getPath().startsWith(ROUTES)
        && response.getEntity() instanceof HttpProblem problem
        && !problem.getParameters().containsKey(CODE)) {
      response.setEntity(
          HttpProblem.builder(problem)
              .with(CODE, code(problem).name())
              .with(MESSAGE, message(problem))
              .build());
    }
  }

  private static ErrorCode code(HttpProblem problem) {
    boolean noRoute = Problems.type("not-found").equals(problem.getType());
    return noRoute ? ErrorCode.ENDPOINT_NOT_FOUND : ErrorCode.of(problem.getStatusCode());
  }

  private static String message(HttpProblem problem) {
    String detail = problem.getDetail();
    return detail == null ? String.valueOf(problem.getTitle()) : detail;
  }

  private static String title(ErrorCode code) {
    String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
