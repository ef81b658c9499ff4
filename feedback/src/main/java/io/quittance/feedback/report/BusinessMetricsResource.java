package io.quittance.feedback.report;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.feedback.RequestScope;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reports business metrics.
@Path("/v1/metrics/business")
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public class BusinessMetricsResource {

  private final ReportBusiness reportBusiness;
  private final RequestScope scope;

  BusinessMetricsResource(ReportBusiness reportBusiness, RequestScope scope) {
    this.reportBusiness = reportBusiness;
    this.scope = scope;
  }

  @GET
  public Uni<BusinessReport> metrics(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    Instant begin = RequestScope.instant("from", from);
    Instant end = RequestScope.instant("to", to);
    if (begin != null && end != null && !begin.isBefore(end)) {
      throw Problems.invalid("from must be before to");
    }
    return reportBusiness.report(scope.tenant(), begin, end);
  }
}
