package io.quittance.scoring.decision.http;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.validation.InvalidEventException;
import io.quittance.messaging.EventClock;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.decision.DecideOnRequest;
import io.quittance.scoring.decision.DecisionRequest;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers a request for a decision, whether it comes alone or among others.
@Singleton
final class DecisionAnswers {

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  private static final Duration START_PATIENCE = Duration.ofSeconds(5);

  private final DecideOnRequest decideOnRequest;
  private final EventClock clock;
  private final ServingModels champions;
  private final Vertx vertx;

  DecisionAnswers(
      DecideOnRequest decideOnRequest, EventClock clock, ServingModels champions, Vertx vertx) {
    this.decideOnRequest = decideOnRequest;
    this.clock = clock;
    this.champions = champions;
    this.vertx = vertx;
  }

  /// A decision.
  ///
  /// @param status 201 when it was made by this request, otherwise 200
  /// @param decisionId identifies it
  /// @param bytes of its JSON
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Given(int status, UUID decisionId, byte[] bytes) {}

  /// Waits at the start for what batches of events wait for, too: a decision by rules would look
  /// like one that no model could make. Fails with a problem when that takes too long.
  Uni<Void> ready() {
    if (champions.isReady()) {
      return Uni.createFrom().voidItem();
    }
    Context context = vertx.getOrCreateContext();
    return champions
        .ready()
        .ifNoItem()
        .after(START_PATIENCE)
        .failWith(DecisionAnswers::starting)
        .emitOn(command -> context.runOnContext(_ -> command.run()));
  }

  /// Decides, or answers what would be decided.
  ///
  /// @throws HttpProblem when a field is wrong; the answer fails with it when there is no decision
  Uni<Given> answer(String tenant, DecisionRequest request) {
    EventIdentity identity = identity(tenant, request);
    String accountId = accountId(request);
    checkTime(request.at());
    Uni<DecideOnRequest.Answer> answer =
        Boolean.TRUE.equals(request.dryRun())
            ? decideOnRequest.dryRun(identity, accountId, request.at())
            : decideOnRequest.decide(identity, accountId, request.at());
    return answer.map(given -> given(given, identity));
  }

  private static Given given(DecideOnRequest.Answer answer, EventIdentity identity) {
    return switch (answer) {
      case DecideOnRequest.Answer.Decided decided ->
          new Given(201, identity.decisionId(), decided.bytes());
      case DecideOnRequest.Answer.Tried tried ->
          new Given(200, identity.decisionId(), tried.bytes());
      case DecideOnRequest.Answer.Repeated repeated ->
          new Given(200, identity.decisionId(), repeated.bytes());
      case DecideOnRequest.Answer.Conflict _ ->
          throw Problems.conflict(
              "request-conflict", "This requestId was used for another request");
      case DecideOnRequest.Answer.NotKept _ ->
          throw Problems.of(
              422,
              "older-than-retention",
              "Older than the retention",
              "at lies in a month whose decisions are no longer kept (quittance.retention.keep): name a later instant");
      case DecideOnRequest.Answer.UnknownAccount _ ->
          throw Problems.notFound("account-not-found", "There is no such account");
    };
  }

  private static HttpProblem starting() {
    return Problems.of(
        503,
        "champion-unknown",
        "Service unavailable",
        "The service does not know yet which model decides; send the request again");
  }

  static EventIdentity identity(String tenant, DecisionRequest request) {
    try {
      EventIdentity identity =
          new EventIdentity(
              tenant,
              DecideOnRequest.SOURCE,
              request.requestId() == null ? "" : request.requestId());
      return new Envelope(identity, DecideOnRequest.TYPE, Instant.EPOCH, null).identity();
    } catch (InvalidEventException e) {
      throw Problems.invalid(
          "requestId must be 1 to 128 letters, digits, '/', '.', '_', ':' or '-'");
    }
  }

  static String accountId(DecisionRequest request) {
    String accountId = request.accountId();
    if (accountId == null || !ACCOUNT.matcher(accountId).matches()) {
      throw Problems.invalid("accountId must be 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    return accountId;
  }

  private void checkTime(@Nullable Instant at) {
    if (at != null && (at.isBefore(Instant.EPOCH) || at.isAfter(clock.latest()))) {
      throw Problems.invalid(
          "at must lie between 1970 and %d seconds ahead of the clock"
              .formatted(clock.tolerance().toSeconds()));
    }
  }
}
