package io.quittance.scoring.plan;

import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;

import io.quittance.core.vocabulary.Channel;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Plans, drawn up when asked for and not kept.
@Path("/v1/plans")
public class PlanResource {

  private static final String CSV = "text/csv";
  private static final MediaType CSV_TYPE = new MediaType("text", "csv", "UTF-8");
  private static final LocalDate FIRST = LocalDate.EPOCH;
  private static final LocalDate LAST = LocalDate.of(9999, 1, 1);

  private final DrawUpPlan drawUpPlan;
  private final PlanConfig config;
  private final CurrentCaller caller;

  PlanResource(DrawUpPlan drawUpPlan, PlanConfig config, CurrentCaller caller) {
    this.drawUpPlan = drawUpPlan;
    this.config = config;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @RolesAllowed({SUPERVISOR, SERVICE})
  @Operation(
      summary =
          "Whom to contact on a day within agent hours and budget; each contact still needs a permit")
  @APIResponse(
      responseCode = "200",
      description = "The plan: JSON, or CSV without the totals",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = PlanAnswer.class)),
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
      })
  public Uni<Response> plan(@Nullable PlanRequest request, @Context HttpHeaders headers) {
    if (request == null) {
      throw Problems.invalid("A body is required");
    }
    PlanOrder order = order(request, config.costs());
    boolean csv = prefersCsv(headers);
    return drawUpPlan
        .draw(caller.get().tenant(), order)
        .onFailure(SeveralCurrenciesException.class)
        .transform(
            failure ->
                Problems.of(
                    422,
                    "several-currencies",
                    "Several currencies",
                    Objects.requireNonNull(failure.getMessage())))
        .map(answer -> response(answer, csv));
  }

  /// Checks a request.
  ///
  /// @throws io.quarkiverse.resteasy.problem.HttpProblem that the caller sees
  static PlanOrder order(PlanRequest request, PlanCosts usual) {
    try {
      return PlanOrder.of(
          new PlanDay(date(request), zone(request.zone())),
          present("agentHours", request.agentHours()),
          present("budgetMinor", request.budgetMinor()),
          orEmpty(request.channelLimits()),
          usual.with(orEmpty(request.agentMinutes()), orEmpty(request.costMinor())),
          request.currency());
    } catch (IllegalArgumentException e) {
      throw Problems.invalid(Objects.requireNonNull(e.getMessage()));
    }
  }

  private static LocalDate date(PlanRequest request) {
    LocalDate date = present("date", request.date());
    if (date.isBefore(FIRST) || date.isAfter(LAST)) {
      throw new IllegalArgumentException("date must lie between %s and %s".formatted(FIRST, LAST));
    }
    return date;
  }

  private static ZoneId zone(@Nullable String zone) {
    try {
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("zone must be an IANA time zone such as Europe/Paris", e);
    }
  }

  private static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is required");
    }
    return value;
  }

  private static <V> Map<Channel, V> orEmpty(@Nullable Map<Channel, V> map) {
    if (map == null) {
      return Map.of();
    }
    if (map.containsValue(null)) {
      throw new IllegalArgumentException("a value by channel must not be null");
    }
    return map;
  }

  /// Acceptable types come in the order of the caller's preference.
  private static boolean prefersCsv(HttpHeaders headers) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (accepted.isCompatible(CSV_TYPE)) {
        return true;
      }
    }
    return false;
  }

  private static Response response(DrawUpPlan.Answer answer, boolean csv) {
    return switch (answer) {
      case DrawUpPlan.Answer.Drawn drawn when csv -> csv(drawn.plan());
      case DrawUpPlan.Answer.Drawn drawn ->
          Response.ok(PlanAnswer.of(drawn.plan()), MediaType.APPLICATION_JSON_TYPE).build();
      case DrawUpPlan.Answer.TooLarge large ->
          throw Problems.of(
              422,
              "plan-too-large",
              "Too many accounts",
              "More than %,d accounts have a decision for that day: raise quittance.plan.max-accounts, or use the command `plan` on the topic's records"
                  .formatted(large.most()));
      case DrawUpPlan.Answer.Busy _ ->
          throw Problems.of(
              429,
              "plan-in-progress",
              "Another plan is being drawn up",
              "One plan is drawn up at a time; try again in some seconds");
    };
  }

  private static Response csv(DayPlan plan) {
    StringWriter text = new StringWriter();
    try {
      PlanCsv.write(plan, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.ok(text.toString(), CSV_TYPE)
        .header("Quittance-Plan-Value-Minor", plan.plan().valueMinor())
        .header("Quittance-Plan-Upper-Bound-Minor", plan.plan().upperBoundMinor())
        .header("Quittance-Plan-Candidates", plan.plan().candidates())
        .header("Quittance-Plan-Accounts", plan.accounts())
        .build();
  }
}
