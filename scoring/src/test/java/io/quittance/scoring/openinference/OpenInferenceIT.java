package io.quittance.scoring.openinference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.text.Sha256;
import io.quittance.scoring.Bundles;
import io.quittance.scoring.ScoringConfig.OnnxRuntimeMode;
import io.quittance.scoring.champion.ServingModels;
import io.quittance.scoring.champion.TestChampions;
import io.quittance.scoring.inference.ModelLoader;
import io.quittance.scoring.inference.ScoringModel;
import io.quittance.testkit.PythonEnvironment;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The protocol as clients use it, over HTTP; among them Triton's own Python client, unmodified.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected
final class OpenInferenceIT {

  private static final String TENANT = "inference";
  private static final String MODEL = "/v2/models/payment-30d";
  private static final byte[] BUNDLE = Bundles.forest(7, 30, 4);

  private final ScoringModel model =
      new ModelLoader(OnnxRuntimeMode.OFF).load(BUNDLE, "payment-30d", 3, Sha256.hex(BUNDLE));
  private final int width = model.featureNames().size();

  QuittanceTestResource surroundings;
  @Inject ServingModels serving;

  @BeforeEach
  void serve() {
    TestChampions.serve(serving, TENANT, model);
  }

  private RequestSpecification as(String role) {
    return given().auth().oauth2(surroundings.tokenOf("somebody", TENANT, role));
  }

  private String rows(int count, String value) {
    return "{\"id\":\"r\",\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[%d,%d],\"data\":[%s]}]}"
        .formatted(count, width, String.join(",", Collections.nCopies(count * width, value)));
  }

  private Response infer(String body) {
    return as("service").contentType(ContentType.JSON).body(body).post(MODEL + "/infer");
  }

  @Test
  void healthNeedsNoToken() {
    given().get("/v2/health/live").then().statusCode(200).body("live", equalTo(true));
    given().get("/v2/health/ready").then().statusCode(200).body("ready", equalTo(true));
  }

  @Test
  void theModelIsDescribed() {
    as("service")
        .get("/v2")
        .then()
        .statusCode(200)
        .body("extensions[0]", equalTo("binary_tensor_data"));
    for (String path : List.of(MODEL, MODEL + "/versions/3")) {
      as("model-developer")
          .get(path)
          .then()
          .statusCode(200)
          .body("name", equalTo("payment-30d"))
          .body("versions", equalTo(List.of("3")))
          .body("inputs[0].shape", equalTo(List.of(-1, width)))
          .body("outputs", hasSize(4))
          .body("parameters.features", equalTo(model.featureNames()));
      as("service").get(path + "/ready").then().statusCode(200).body("ready", equalTo(true));
    }
  }

  @Test
  void rowsAreScoredAsTheModelScoresThem() {
    float[] row = new float[width];
    Arrays.fill(row, 1.5f);

    infer(rows(2, "1.5"))
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("id", equalTo("r"))
        .body("model_name", equalTo("payment-30d"))
        .body("model_version", equalTo("3"))
        .body("parameters.model_sha256", equalTo(Sha256.hex(BUNDLE)))
        .body("outputs[0].name", equalTo("probability"))
        .body("outputs[0].shape", equalTo(List.of(2)))
        .body("outputs[0].data[1].toDouble()", closeTo(model.score(row).probabilities()[0], 1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/models/other, 404, There is no model other: payment-30d serves",
    "GET, /v2/models/payment-30d/versions/9, 404, Version 9 of payment-30d does not serve: version 3 does",
    "GET, /v2/models/payment-30d/versions/x/ready, 404, Version x",
    "POST, /v2/models/payment-30d/versions/2/infer, 404, Version 2",
    "POST, /v2/models/payment-30d/infer, 400, The body is not JSON"
  })
  void errorsAreWhereClientsLook(String method, String path, int status, String error) {
    as("service")
        .contentType("application/json")
        .body("{")
        .request(method, path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("error", containsString(error));
  }

  @Test
  void withoutAModelOfItsTenantThereIsNone() {
    given()
        .auth()
        .oauth2(surroundings.tokenOf("somebody", "inference-none", "service"))
        .get(MODEL + "/ready")
        .then()
        .statusCode(503)
        .body("error", equalTo("No version of payment-30d serves: rules alone decide"));
  }

  @Test
  void compressionAndMissingTypesAreAccepted() throws Exception {
    byte[] plain = rows(1, "2").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(plain);
    }
    assertEquals(200, post(plain, "").statusCode());
    assertEquals(200, post(zipped.toByteArray(), "gzip").statusCode());
    HttpResponse<String> wrong = post(plain, "gzip");
    assertEquals(400, wrong.statusCode(), wrong.body());
    assertTrue(wrong.body().contains("\"error\""), wrong.body());
  }

  /// A megabyte of zeros becomes a kilobyte: what is read counts, not what was sent.
  @Test
  void aBombIsNotUnpacked() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      byte[] spaces = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 9; i++) {
        gzip.write(spaces);
      }
    }

    HttpResponse<String> answer = post(zipped.toByteArray(), "gzip");

    assertEquals(413, answer.statusCode(), answer.body());
  }

  private HttpResponse<String> post(byte[] body, String encoding)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + MODEL + "/infer"))
            .header(
                "Authorization", "Bearer " + surroundings.tokenOf("somebody", TENANT, "service"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /// Without a length in front, a body is counted while it is read.
  @Test
  void otherRoutesKeepTheirSmallLimitEvenWithoutALength() throws IOException {
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      chunks.append("3e8\r\n").append(" ".repeat(1_000)).append("\r\n");
    }
    String request =
        "POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer %s\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                .formatted(surroundings.tokenOf("somebody", TENANT, "service"))
            + chunks
            + "0\r\n\r\n";
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException _) {
        // It may close the connection before it has read everything.
      }
      InputStream in = socket.getInputStream();
      String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 413", answer);
    }
  }

  @Test
  void scoringAndReadingNeedTheirRoles() {
    for (String role : List.of("viewer", "agent", "supervisor")) {
      as(role).body(rows(1, "1")).post(MODEL + "/infer").then().statusCode(403);
      as(role)
          .get(MODEL)
          .then()
          .statusCode(403)
          .body("error", equalTo("None of your roles permits this"));
    }
    given()
        .body(rows(1, "1"))
        .post(MODEL + "/infer")
        .then()
        .statusCode(401)
        .body("error", notNullValue());
  }

  /// Triton's own client, unmodified, by binary data and by JSON; see the script for what it
  /// checks.
  @Test
  void tritonsPythonClientIsServed(@TempDir Path folder) throws Exception {
    PythonEnvironment python =
        PythonEnvironment.of(
            Path.of(System.getProperty("quittance.triton.environment", "target/triton")),
            List.of("tritonclient[http]==2.73.0"));
    ProcessBuilder script =
        python.script(
            Path.of("src/test/resources/clients/triton.py"),
            "localhost:" + RestAssured.port,
            surroundings.tokenOf("somebody", TENANT, "service"),
            Integer.toString(width));
    Path output = folder.resolve("out");
    Path errors = folder.resolve("err");

    int status = PythonEnvironment.run(script, output, errors);

    System.out.println(Files.readString(output));
    assertEquals(0, status, Files.readString(errors));
    assertEquals(
        15, Files.readAllLines(output).stream().filter(line -> line.endsWith(": ok")).count());
  }
}
