package io.quittance.registry.mlflow.tracking;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.PageToken;
import io.quittance.registry.mlflow.Tag;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves the history of metrics to MLflow's clients.
@Path("/api/2.0/mlflow/metrics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public final class MetricResource {

  private static final int MAX_HISTORY = 25_000;

  private final RunRepository runs;
  private final CurrentCaller caller;

  MetricResource(RunRepository runs, CurrentCaller caller) {
    this.runs = runs;
    this.caller = caller;
  }

  /// Points of a metric.
  ///
  /// @param nextPageToken null on the last page
  @JsonNaming(SnakeCaseStrategy.class)
  public record History(List<MetricPoint> metrics, @Nullable String nextPageToken) {}

  /// Returns the points of a metric, none when the run has no such metric.
  @GET
  @Path("/get-history")
  public Uni<History> history(
      @QueryParam("run_id") @Nullable String id,
      @QueryParam("run_uuid") @Nullable String uuid,
      @QueryParam("metric_key") @Nullable String key,
      @QueryParam("max_results") @DefaultValue("25000") String max,
      @QueryParam("page_token") @Nullable String token) {
    String metric = Fields.checked("metric_key", key == null ? "" : key, Tag.MAX_KEY);
    int limit = PageToken.limit(max, MAX_HISTORY);
    PageToken from = PageToken.of(token);
    return runs.history(caller.get().tenant(), RunId.of(id, uuid), metric, limit, from)
        .map(
            points ->
                points.size() <= limit
                    ? new History(points, null)
                    : new History(points.subList(0, limit), from.after(limit)));
  }
}
