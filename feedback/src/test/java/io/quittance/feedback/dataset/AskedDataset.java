package io.quittance.feedback.dataset;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.text.Sha256;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Asks for data sets as a model developer of a tenant does.
record AskedDataset(QuittanceTestResource platform, String tenant) {

  private static final Duration WAIT = Duration.ofSeconds(60);

  private RequestSpecification developer() {
    return given()
        .auth()
        .oauth2(platform.tokenOf("tester", tenant, "model-developer"))
        .contentType("application/json");
  }

  /// Asks for a data set, waits for it and writes it to a file, which is returned.
  Path download(String request, Path target) throws IOException {
    String id =
        developer().body(request).post("/v1/datasets").then().statusCode(202).extract().path("id");
    await()
        .atMost(WAIT)
        .until(() -> "ready".equals(developer().get("/v1/datasets/" + id).path("state")));
    Response file = developer().accept("application/vnd.apache.parquet").get("/v1/datasets/" + id);
    assertEquals(200, file.statusCode());
    byte[] bytes = file.asByteArray();
    developer()
        .get("/v1/datasets/" + id)
        .then()
        .body("sha256", equalTo(Sha256.hex(bytes)))
        .body("bytes", equalTo(bytes.length));
    return Files.write(target, bytes);
  }
}
