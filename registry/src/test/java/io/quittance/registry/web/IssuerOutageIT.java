package io.quittance.registry.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quittance.testkit.QuittanceTestResource;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(IssuerOutageIT.NobodyThere.class)
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class IssuerOutageIT {

  QuittanceTestResource platform;

  @Test
  void startsWithoutTheIssuerAndSaysThatItCannotBeReached() {
    given()
        .auth()
        .oauth2(platform.token("viewer"))
        .get("/v1/models")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "5")
        .body("type", equalTo("urn:quittance:problem:issuer-unavailable"));
  }

  /// An issuer at a port where nobody listens.
  public static final class NobodyThere implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.oidc.auth-server-url", "http://localhost:9/realms/quittance");
    }
  }
}
