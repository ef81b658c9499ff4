package io.quittance.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

/// What callers are told when a database is away. The services' own tests cover the rest.
final class FailureMappersTest {

  private final FailureMappers mappers = new FailureMappers();

  @Test
  void aConnectionLostInTheMiddleOfARequestIsUnavailabilityAndNoFaultOfTheServer() {
    Response answer = mappers.databaseLost(ClosedConnectionException.INSTANCE);

    assertEquals(503, answer.getStatus());
    assertEquals("5", answer.getHeaderString("Retry-After"));
  }
}
