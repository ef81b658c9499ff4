package io.quittance.scoring.publication;

import static io.quittance.web.Roles.OPERATOR;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Lets an operator fill gaps of the topic of decisions.
@Path("/v1/decisions/publications")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PublicationResource {

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final RepublishDecisions decisions;
  private final CurrentCaller caller;

  PublicationResource(RepublishDecisions decisions, CurrentCaller caller) {
    this.decisions = decisions;
    this.caller = caller;
  }

  @POST
  @RolesAllowed(OPERATOR)
  @Operation(
      summary =
          "Publish the tenant's stored decisions of a time range again, one page a request: repeat"
              + " with after = next until next is absent")
  @APIResponse(responseCode = "200", description = "The page was published")
  @APIResponse(
      responseCode = "429",
      description = "This process publishes for another request (`publications-running`)")
  public Uni<PublicationAnswer> publish(@Nullable PublicationRequest request) {
    if (request == null) {
      throw Problems.invalid("A body is required");
    }
    Instant from = time("from", request.from());
    Instant to = time("to", request.to());
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw Problems.invalid("to must lie after from, by at most 31 days");
    }
    String accountId = request.accountId();
    if (accountId != null && !ACCOUNT.matcher(accountId).matches()) {
      throw Problems.invalid("accountId must be 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    return decisions
        .publish(caller.get().tenant(), place(request.after(), from, to), to, accountId)
        .map(answer -> answer.orElseThrow(PublicationResource::busy));
  }

  private static Instant time(String field, @Nullable Instant time) {
    if (time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw Problems.invalid(field + " is required, a time between 1970 and 9999");
    }
    return time;
  }

  private static Place place(@Nullable String after, Instant from, Instant to) {
    if (after == null) {
      return Place.before(from);
    }
    try {
      Place place = Place.parse(after);
      if (!place.time().isBefore(from) && place.time().isBefore(to)) {
        return place;
      }
    } catch (IllegalArgumentException _) {
      // Told below, as a place outside the range is
    }
    throw Problems.invalid("after must be next of an answer to the same request");
  }

  private static HttpProblem busy() {
    return Problems.of(
        429,
        "publications-running",
        "Too many requests",
        "This process publishes for another request; send the request again in a second");
  }
}
