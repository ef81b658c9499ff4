package io.quittance.scoring.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.web.Problems;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers requests about an account that cannot be read: 503, because another version may read it.
public final class UnreadableAccountMapper {

  @ServerExceptionMapper
  public Response unreadable(UnreadableAccountException failure) {
    return problem().toResponse();
  }

  /// Returns the problem that a request about such an account meets.
  public static HttpProblem problem() {
    return Problems.of(
        503,
        "account-unreadable",
        "Service Unavailable",
        "The stored state of the account cannot be read by this version; nothing is decided or"
            + " permitted until it can");
  }
}
