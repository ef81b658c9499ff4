package io.quittance.retraining.job;

import io.quittance.core.event.RetrainingRequested.Cause;
import io.quittance.web.Caller;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.quittance.web.RequestFields;
import io.quittance.web.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Serves training jobs over REST.
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobResource {

  private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_REASON = 500;
  private static final int MAX_PAGE = 1_000_000;

  private final JobRepository jobs;
  private final CurrentCaller caller;
  private final Clock clock;

  JobResource(JobRepository jobs, CurrentCaller caller, Clock clock) {
    this.jobs = jobs;
    this.caller = caller;
    this.clock = clock;
  }

  /// A request that a person makes.
  ///
  /// @param cause absent or `manual`
  /// @param reason why the training is wanted, in free text
  public record NewJob(
      @Nullable String model,
      @Nullable String cause,
      @Nullable String reason,
      @Nullable Instant from,
      @Nullable Instant to) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.MODEL_DEVELOPER)
  @Operation(summary = "Asks for a training on the decisions of a period")
  public Uni<RestResponse<JobViews.JobView>> create(@Nullable NewJob wanted) {
    Job job = new Job(request(wanted, caller.get()), now());
    return jobs.add(job)
        .map(
            _ ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.ACCEPTED, JobViews.of(job, null))
                    .location(URI.create("/v1/jobs/" + job.id))
                    .build());
  }

  @GET
  @RolesAllowed({
    Roles.VIEWER,
    Roles.MODEL_DEVELOPER,
    Roles.MODEL_APPROVER,
    Roles.SUPERVISOR,
    Roles.OPERATOR,
    Roles.AUDITOR,
    Roles.SERVICE
  })
  @Operation(summary = "Jobs, newest first")
  public Uni<JobViews.JobPage> list(
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    if (page < 0 || page > MAX_PAGE || size < 1 || size > 200) {
      throw Problems.invalid("page must be 0 or more and size 1 to 200");
    }
    String tenant = caller.get().tenant();
    return jobs.list(tenant, page, size)
        .chain(
            found ->
                jobs.count(tenant)
                    .map(
                        total ->
                            new JobViews.JobPage(
                                found.stream().map(job -> JobViews.of(job, null)).toList(),
                                page,
                                size,
                                total)));
  }

  @GET
  @Path("{id}")
  @RolesAllowed({
    Roles.VIEWER,
    Roles.MODEL_DEVELOPER,
    Roles.MODEL_APPROVER,
    Roles.SUPERVISOR,
    Roles.OPERATOR,
    Roles.AUDITOR,
    Roles.SERVICE
  })
  @Operation(summary = "One job with its history")
  public Uni<JobViews.JobView> get(@PathParam("id") String id) {
    UUID known = uuid(id);
    return jobs.find(caller.get().tenant(), known)
        .map(found -> found.orElseThrow(() -> Problems.notFound("job-not-found", "No such job")))
        .chain(job -> jobs.history(known).map(history -> JobViews.of(job, history)));
  }

  private Job.Request request(@Nullable NewJob wanted, Caller by) {
    if (wanted == null
        || wanted.model() == null
        || !MODEL.matcher(wanted.model()).matches()
        || wanted.from() == null
        || wanted.to() == null) {
      throw Problems.invalid(
          "model, from and to are required; model is lower-case letters, digits, '-'");
    }
    if (!wanted.from().isBefore(wanted.to())) {
      throw Problems.invalid("from must be before to");
    }
    if (wanted.cause() != null && !wanted.cause().equals(JobViews.wireName(Cause.MANUAL))) {
      throw Problems.invalid("a job requested over REST must have the cause manual");
    }
    String reason = wanted.reason();
    if (reason != null && reason.length() > MAX_REASON) {
      throw Problems.invalid("reason must not exceed " + MAX_REASON + " characters");
    }
    return new Job.Request(
        UUID.randomUUID(),
        by.tenant(),
        wanted.model(),
        Cause.MANUAL,
        reason == null ? List.of() : List.of(RequestFields.line("reason", reason)),
        RequestFields.instant("from", wanted.from()).truncatedTo(ChronoUnit.MICROS),
        RequestFields.instant("to", wanted.to()).truncatedTo(ChronoUnit.MICROS),
        by.subject(),
        now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw Problems.notFound("job-not-found", "No such job");
    }
  }
}
