package io.quittance.feedback.label;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.feedback.RequestScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/// Reports the progress of labelling.
@Path("/v1/labels")
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public class LabelsResource {

  private final CountLabels countLabels;
  private final RequestScope scope;

  LabelsResource(CountLabels countLabels, RequestScope scope) {
    this.countLabels = countLabels;
    this.scope = scope;
  }

  @GET
  public Uni<LabelReport> labels(@QueryParam("model") @Nullable String model) {
    return countLabels.count(scope.tenant(), scope.model(model));
  }
}
