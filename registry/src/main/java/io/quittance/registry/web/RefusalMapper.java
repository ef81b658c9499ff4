package io.quittance.registry.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.registry.Refusal;
import io.quittance.web.Problems;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Maps a refusal to the problem that the caller sees, with the facts of the refusal.
final class RefusalMapper {

  private static final Logger LOG = Logger.getLogger(RefusalMapper.class);

  @ServerExceptionMapper
  Response refused(Refusal refusal) {
    LOG.debugf("refused: %s", refusal.slug());
    HttpProblem.Builder problem =
        HttpProblem.builder()
            .withType(Problems.type(refusal.slug()))
            .withTitle(title(refusal.kind()))
            .withStatus(status(refusal.kind()))
            .withDetail(refusal.message());
    refusal.facts().forEach((name, value) -> with(problem, name, value));
    return problem.build().toResponse();
  }

  private static void with(HttpProblem.Builder problem, String name, @Nullable Object value) {
    if (value != null) {
      problem.with(name, value);
    }
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
