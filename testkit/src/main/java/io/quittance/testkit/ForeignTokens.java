package io.quittance.testkit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Tokens that the right key signed and a service must refuse all the same: a realm signs tokens
/// for other applications and for other purposes, too.
public final class ForeignTokens {

  private static final String UNAUTHORIZED = "401 urn:quittance:problem:unauthorized";
  private static final String UNUSABLE = "403 urn:quittance:problem:caller-unusable";

  private ForeignTokens() {}

  /// Calls a route, which must accept the role, with each of them.
  ///
  /// @throws AssertionError naming what the service accepted
  public static void assertRefused(QuittanceTestResource platform, String role, String path) {
    Map<String, Consumer<ObjectNode>> unauthorized = new LinkedHashMap<>();
    unauthorized.put("another issuer", claims -> claims.put("iss", "https://elsewhere.example"));
    unauthorized.put("no issuer", claims -> claims.remove("iss"));
    unauthorized.put("another audience", claims -> claims.put("aud", "shop"));
    unauthorized.put("no audience", claims -> claims.remove("aud"));
    unauthorized.put("ID token", claims -> claims.put("typ", "ID"));
    unauthorized.put("refresh token", claims -> claims.put("typ", "Refresh"));
    Map<String, Consumer<ObjectNode>> unusable = new LinkedHashMap<>();
    unusable.put("number as tenant", claims -> claims.put("tenant", 7));
    unusable.put("truth as tenant", claims -> claims.put("tenant", true));
    unusable.put("list as tenant", claims -> claims.putArray("tenant").add("default"));
    unusable.put("object as tenant", claims -> claims.putObject("tenant").put("a", "default"));

    unauthorized.forEach(
        (what, change) -> assertEquals(UNAUTHORIZED, answer(platform, role, path, change), what));
    unusable.forEach(
        (what, change) -> assertEquals(UNUSABLE, answer(platform, role, path, change), what));
    assertEquals("200", answer(platform, role, path, _ -> {}), "a token as it should be");
    assertEquals(
        "200",
        answer(platform, role, path, claims -> claims.putArray("aud").add("shop").add("quittance")),
        "one audience of several");
  }

  private static String answer(
      QuittanceTestResource platform, String role, String path, Consumer<ObjectNode> change) {
    String token = platform.issuer().mintChanged("tester", List.of(role), "default", change);
    var answer = given().auth().oauth2(token).get(path);
    return answer.statusCode() == 200
        ? "200"
        : answer.statusCode() + " " + answer.jsonPath().getString("type");
  }
}
