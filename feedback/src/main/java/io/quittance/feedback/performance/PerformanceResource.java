package io.quittance.feedback.performance;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.feedback.RequestScope;
import io.quittance.feedback.performance.PerformanceRepository.Degraded;
import io.quittance.web.Problems;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reports the realised performance of served probabilities.
@Path("/v1/performance")
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public class PerformanceResource {

  private final MeasurePerformance measurePerformance;
  private final RequestScope scope;

  PerformanceResource(MeasurePerformance measurePerformance, RequestScope scope) {
    this.measurePerformance = measurePerformance;
    this.scope = scope;
  }

  /// The answer; `degraded` counts decisions without a probability.
  public record PerformanceReport(
      String model,
      @Nullable Instant from,
      @Nullable Instant to,
      List<RealisedPerformance> versions,
      DegradedLabels degraded) {}

  /// Mature labels of decisions that rules alone made; the rate is absent without labels.
  public record DegradedLabels(long labels, long positives, @Nullable Double baseRate) {
    static DegradedLabels of(Degraded counted) {
      return new DegradedLabels(
          counted.labels(),
          counted.positives(),
          counted.labels() == 0 ? null : (double) counted.positives() / counted.labels());
    }
  }

  @GET
  @Blocking
  public PerformanceReport performance(
      @QueryParam("model") @Nullable String model,
      @QueryParam("version") @Nullable Integer version,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to)
      throws SQLException {
    String name = scope.model(model);
    Instant begin = RequestScope.instant("from", from);
    Instant end = RequestScope.instant("to", to);
    Instant first = begin == null ? MeasurePerformance.EVER_FROM : begin;
    Instant last = end == null ? MeasurePerformance.EVER_TO : end;
    if (!first.isBefore(last)) {
      throw Problems.invalid("from must be before to");
    }
    String tenant = scope.tenant();
    return new PerformanceReport(
        name,
        begin,
        end,
        measurePerformance.ofVersions(tenant, version, first, last),
        DegradedLabels.of(measurePerformance.degraded(tenant, first, last)));
  }
}
