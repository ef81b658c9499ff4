package io.quittance.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Maps failures to problems: missing and bad tokens, unreachable services, malformed JSON. Maps
/// 401 here too, since the two mappers of quarkus-resteasy-problem for it fail on this platform;
/// that extension maps the rest.
public final class FailureMappers {

  private static final Logger LOG = Logger.getLogger(FailureMappers.class);

  /// SQLSTATE of a character that no text can hold, and of an instant that no column can: the
  /// request is at fault, and a retry of it in vain.
  private static final Set<String> UNSTORABLE = Set.of("22021", "22P05", "22008");

  @ServerExceptionMapper(priority = 1)
  public Response unauthorized(UnauthorizedException failure) {
    return unauthorized();
  }

  @ServerExceptionMapper(priority = 1)
  public Response authenticationFailed(AuthenticationFailedException failure) {
    return causedBy(failure, OIDCException.class) || causedBy(failure, ConnectException.class)
        ? issuerUnreachable()
        : unauthorized();
  }

  @ServerExceptionMapper(priority = 1)
  public Response issuerUnreachable(OIDCException failure) {
    return issuerUnreachable();
  }

  @ServerExceptionMapper(priority = 1)
  public Response databaseUnreachable(ConnectException failure) {
    LOG.warn("A connection was refused", failure);
    return unavailable("storage-unavailable", "The database cannot be reached");
  }

  @ServerExceptionMapper(priority = 1)
  public Response databaseLost(ClosedConnectionException failure) {
    LOG.warn("A connection to the database was lost", failure);
    return unavailable("storage-unavailable", "The connection to the database was lost");
  }

  @ServerExceptionMapper(priority = 1)
  public Response databaseFailed(PgException failure) {
    if (UNSTORABLE.contains(String.valueOf(failure.getSqlState()))) {
      LOG.debug("A value of a request cannot be stored", failure);
      return Problems.invalid(
              "A text of the request holds a character, or an instant lies at a time, that cannot be stored")
          .toResponse();
    }
    LOG.error("The database refused a statement", failure);
    return unavailable("storage-unavailable", "The database refused the operation");
  }

  @ServerExceptionMapper(priority = 1)
  public Response databaseFailed(SQLException failure) {
    LOG.error("The database refused a statement", failure);
    return unavailable("storage-unavailable", "The database refused the operation");
  }

  /// Returns the problem of a failure of the database, as a request alone would be told of it.
  /// Empty when the failure is another one.
  public static Optional<HttpProblem> storageProblem(Throwable failure) {
    var mappers = new FailureMappers();
    Response response =
        switch (failure) {
          case ConnectException refused -> mappers.databaseUnreachable(refused);
          case ClosedConnectionException lost -> mappers.databaseLost(lost);
          case PgException failed -> mappers.databaseFailed(failed);
          default -> null;
        };
    return Optional.ofNullable(response).map(given -> (HttpProblem) given.getEntity());
  }

  @ServerExceptionMapper(priority = 1)
  public Response malformed(MismatchedInputException failure) {
    return Problems.invalid("The body is not the JSON that this route accepts").toResponse();
  }

  @ServerExceptionMapper(priority = 1)
  public Response malformed(InvalidFormatException failure) {
    return Problems.invalid("The body is not the JSON that this route accepts").toResponse();
  }

  @ServerExceptionMapper(priority = 1)
  public Response forbidden(ForbiddenException failure) {
    return Problems.of(403, "forbidden", "Forbidden", "None of your roles permits this")
        .toResponse();
  }

  @ServerExceptionMapper(priority = 1)
  public Response malformed(JsonProcessingException failure) {
    return Problems.invalid("The body is not the JSON that this route accepts").toResponse();
  }

  /// Jackson takes some bytes for UTF-32 and then finds no characters.
  @ServerExceptionMapper(priority = 1)
  public Response malformed(CharConversionException failure) {
    return Problems.invalid("The body is not the JSON that this route accepts").toResponse();
  }

  private static Response issuerUnreachable() {
    return unavailable("issuer-unavailable", "The token issuer cannot be reached");
  }

  private static Response unauthorized() {
    return Response.fromResponse(
            Problems.of(401, "unauthorized", "Unauthorized", "A valid token is required")
                .toResponse())
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  private static Response unavailable(String slug, String detail) {
    return Response.fromResponse(Problems.of(503, slug, "Service unavailable", detail).toResponse())
        .header(HttpHeaders.RETRY_AFTER, "5")
        .build();
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
