package io.quittance.scoring.champion;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.scoring.ScoringConfig;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.web.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Shows the model that serves the caller's tenant.
@Path("/v1/model")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {

  private final ServingModels champions;
  private final CurrentCaller caller;
  private final String name;

  ModelResource(ServingModels champions, CurrentCaller caller, ScoringConfig config) {
    this.champions = champions;
    this.caller = caller;
    this.name = config.model().name();
  }

  /// The model in service.
  ///
  /// @param degraded true when no model serves: rules alone decide, and all other fields are absent
  /// @param engine `flat-forest` or `onnx-runtime`
  public record ServingModel(
      String name,
      boolean degraded,
      @Nullable Integer version,
      @Nullable String sha256,
      @Nullable String engine,
      @Nullable List<String> features) {}

  @GET
  @RolesAllowed({VIEWER, MODEL_DEVELOPER, MODEL_APPROVER, SUPERVISOR, AUDITOR, OPERATOR, SERVICE})
  @Operation(summary = "The model that decides now")
  public ServingModel serving() {
    return champions
        .of(caller.get().tenant())
        .map(this::describe)
        .orElseGet(() -> new ServingModel(name, true, null, null, null, null));
  }

  private ServingModel describe(ScoringModel model) {
    return new ServingModel(
        name,
        false,
        model.used().version(),
        model.used().sha256(),
        model.isForest() ? "flat-forest" : "onnx-runtime",
        model.featureNames());
  }
}
