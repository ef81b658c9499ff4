package io.quittance.registry.promotion;

import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;

import io.quittance.core.event.ModelLifecycleChanged.Alias;
import io.quittance.registry.Refusal;
import io.quittance.registry.catalog.ReadCatalog;
import io.quittance.registry.catalog.Views.Judged;
import io.quittance.registry.catalog.Views.VersionView;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Serves the actions that change a version.
@Path("/v1/models/{name}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PromotionResource {

  private final RegisterVersion register;
  private final EvaluateVersion evaluate;
  private final ApproveVersion approve;
  private final PromoteVersion promote;
  private final RollBackChampion rollBack;
  private final AssignAlias assign;
  private final ReadCatalog catalog;
  private final CurrentCaller caller;

  PromotionResource(
      RegisterVersion register,
      EvaluateVersion evaluate,
      ApproveVersion approve,
      PromoteVersion promote,
      RollBackChampion rollBack,
      AssignAlias assign,
      ReadCatalog catalog,
      CurrentCaller caller) {
    this.register = register;
    this.evaluate = evaluate;
    this.approve = approve;
    this.promote = promote;
    this.rollBack = rollBack;
    this.assign = assign;
    this.catalog = catalog;
    this.caller = caller;
  }

  /// Registers a bundle, which the gate judges at once.
  @POST
  @Path("/versions")
  @RolesAllowed({MODEL_DEVELOPER, SERVICE})
  public Uni<RestResponse<Judged>> register(
      @PathParam("name") String name, Requests.@Nullable Registration request) {
    return register
        .register(caller.get(), name, body(request))
        .map(
            answer ->
                RestResponse.status(
                    answer.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                    answer.judged()));
  }

  /// Evaluates an open version against the present champion.
  @POST
  @Path("/versions/{version}/evaluations")
  @ResponseStatus(201)
  @RolesAllowed({MODEL_DEVELOPER, SERVICE})
  public Uni<Judged> evaluate(
      @PathParam("name") String name,
      @PathParam("version") int version,
      Requests.@Nullable Comparison request) {
    return evaluate.evaluate(caller.get(), name, version, body(request));
  }

  /// Approves a version.
  @POST
  @Path("/versions/{version}/approvals")
  @ResponseStatus(201)
  @RolesAllowed(MODEL_APPROVER)
  public Uni<ApproveVersion.Approved> approve(
      @PathParam("name") String name,
      @PathParam("version") int version,
      Requests.@Nullable Comment request) {
    String comment = request == null ? null : Requests.text("comment", request.comment());
    return approve.approve(caller.get(), name, version, comment);
  }

  /// Declines a version.
  @POST
  @Path("/versions/{version}/rejections")
  @RolesAllowed(MODEL_APPROVER)
  public Uni<VersionView> decline(
      @PathParam("name") String name,
      @PathParam("version") int version,
      Requests.@Nullable Reason request) {
    Caller who = caller.get();
    return approve
        .decline(who, name, version, body(request).required())
        .chain(() -> catalog.version(who, name, version));
  }

  /// Promotes a version to champion.
  @POST
  @Path("/versions/{version}/promotions")
  @ResponseStatus(201)
  @RolesAllowed({MODEL_APPROVER, OPERATOR})
  public Uni<Promoted> promote(
      @PathParam("name") String name,
      @PathParam("version") int version,
      Requests.@Nullable Reason request) {
    return promote.promote(caller.get(), name, version, reason(request));
  }

  /// Rolls back the last promotion.
  @POST
  @Path("/rollbacks")
  @ResponseStatus(201)
  @RolesAllowed({MODEL_APPROVER, OPERATOR})
  public Uni<Promoted> rollBack(@PathParam("name") String name, Requests.@Nullable Reason request) {
    return rollBack.rollBack(caller.get(), name, reason(request));
  }

  /// Assigns `shadow` or `challenger` to a version.
  @PUT
  @Path("/aliases/{alias}")
  @RolesAllowed({MODEL_APPROVER, OPERATOR})
  public Uni<AssignAlias.Assigned> assign(
      @PathParam("name") String name,
      @PathParam("alias") String alias,
      Requests.@Nullable Target request) {
    return assign.assign(caller.get(), name, alias(alias), body(request).required());
  }

  /// Removes `shadow` or `challenger`.
  @DELETE
  @Path("/aliases/{alias}")
  @RolesAllowed({MODEL_APPROVER, OPERATOR})
  public Uni<Void> remove(@PathParam("name") String name, @PathParam("alias") String alias) {
    return assign.remove(caller.get(), name, alias(alias));
  }

  private static @Nullable String reason(Requests.@Nullable Reason request) {
    return request == null ? null : Requests.text("reason", request.reason());
  }

  private static <T> T body(@Nullable T request) {
    if (request == null) {
      throw Refusal.invalid("The request must have a body");
    }
    return request;
  }

  private static Alias alias(String text) {
    return switch (text) {
      case "champion" -> Alias.CHAMPION;
      case "challenger" -> Alias.CHALLENGER;
      case "shadow" -> Alias.SHADOW;
      default -> throw Refusal.invalid("alias must be challenger or shadow");
    };
  }
}
