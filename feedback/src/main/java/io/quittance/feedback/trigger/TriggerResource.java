package io.quittance.feedback.trigger;

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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reports for each day why retraining was requested, or why not.
@Path("/v1/triggers")
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public class TriggerResource {

  private static final int MOST = 400;

  private final TriggerRepository repository;
  private final RequestScope scope;

  TriggerResource(TriggerRepository repository, RequestScope scope) {
    this.repository = repository;
    this.scope = scope;
  }

  /// Evaluations, newest first.
  public record Evaluations(String model, List<Item> items) {}

  /// One evaluation; cause, from, to, labels and request only when it fired.
  public record Item(
      Instant at,
      Instant evaluatedAt,
      String result,
      @Nullable String cause,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long labels,
      @Nullable UUID requestId,
      List<String> explanation) {

    static Item of(TriggerEvaluation row) {
      return new Item(
          row.at,
          row.evaluatedAt,
          row.result,
          row.cause,
          row.from,
          row.to,
          row.labels,
          row.requestId,
          row.explanation.lines().toList());
    }
  }

  @GET
  public Uni<Evaluations> triggers(
      @QueryParam("model") @Nullable String model,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    if (limit < 1 || limit > MOST) {
      throw Problems.invalid("limit must lie in [1, " + MOST + "]");
    }
    String name = scope.model(model);
    return repository
        .newest(scope.tenant(), name, limit)
        .map(rows -> new Evaluations(name, rows.stream().map(Item::of).toList()));
  }
}
