package io.quittance.registry;

import static io.restassured.RestAssured.given;

import io.quittance.core.text.Sha256;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The registry as its callers see it, for one tenant.
public final class RegistryApi {

  public static final String TRAINER = "trainer";
  public static final String APPROVER = "approver";
  public static final String OPERATOR = "operator";

  private final QuittanceTestResource platform;
  private final String tenant;

  public RegistryApi(QuittanceTestResource platform, String tenant) {
    this.platform = platform;
    this.tenant = tenant;
  }

  public RequestSpecification as(String subject, String... roles) {
    return given().auth().oauth2(platform.tokenOf(subject, tenant, roles));
  }

  /// Returns the token of a caller for programs that are not ours.
  public String token(String... roles) {
    return platform.tokenOf(TRAINER, tenant, roles);
  }

  public RequestSpecification trainer() {
    return as(TRAINER, "model-developer");
  }

  public RequestSpecification approver() {
    return as(APPROVER, "model-approver");
  }

  public RequestSpecification operator() {
    return as(OPERATOR, "operator");
  }

  /// Puts an artefact and gives its digest.
  public String put(byte[] bytes) {
    String sha256 = Sha256.hex(bytes);
    int status =
        trainer()
            .contentType("application/octet-stream")
            .body(bytes)
            .put("/v1/artifacts/" + sha256)
            .statusCode();
    if (status != 200 && status != 201) {
      throw new AssertionError("PUT of an artefact gave " + status);
    }
    return sha256;
  }

  public Map<String, Object> registration(
      byte[] bundle, byte[] evidence, @Nullable Integer comparedWith) {
    Map<String, Object> body = new HashMap<>();
    body.put("artifactSha256", put(bundle));
    body.put("evidenceSha256", put(evidence));
    if (comparedWith != null) {
      body.put("comparedWith", comparedWith);
    }
    body.put("runId", TestBundles.RUN);
    body.put("dataSha256", TestBundles.DATA);
    body.put("from", TestBundles.FROM.toString());
    body.put("to", TestBundles.TO.toString());
    body.put("rows", TestBundles.ROWS);
    body.put("metrics", Map.of("auc", 0.75));
    return body;
  }

  public Response register(Map<String, Object> body) {
    return post(trainer(), "versions", body);
  }

  /// Registers a version that passes the gate.
  ///
  /// @return its number
  public int registerGood(long seed, @Nullable Integer comparedWith) {
    Double champion = comparedWith == null ? null : 2.0;
    byte[] evidence = TestEvidence.csv(TestEvidence.of(2000, seed, 0.1, champion));
    Response answer = register(registration(TestBundles.valid(seed), evidence, comparedWith));
    if (answer.statusCode() != 201 || !answer.path("state").equals("validated")) {
      throw new AssertionError(answer.asString());
    }
    return answer.path("version");
  }

  public Response approve(RequestSpecification who, int version) {
    return post(who, "versions/" + version + "/approvals", Map.of("comment", "looks right"));
  }

  public Response promote(int version) {
    return post(operator(), "versions/" + version + "/promotions", Map.of());
  }

  /// Registers, approves and promotes.
  ///
  /// @return its number
  public int champion(long seed, @Nullable Integer comparedWith) {
    int version = registerGood(seed, comparedWith);
    approve(approver(), version).then().statusCode(201);
    promote(version).then().statusCode(201);
    return version;
  }

  public Response post(RequestSpecification who, String path, Map<String, Object> body) {
    return who.contentType(ContentType.JSON).body(body).post(path(path));
  }

  public Response get(String path) {
    return as("reader", "viewer").get(path(path));
  }

  public static String path(String path) {
    return "/v1/models/" + TestBundles.MODEL + "/" + path;
  }
}
