package io.quittance.registry.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.registry.RegistryApi;
import io.quittance.registry.TestBundles;
import io.quittance.registry.TestEvidence;
import io.quittance.testkit.PythonEnvironment;
import io.quittance.testkit.QuittanceTestResource;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The registry as MLflow's own Python client, unmodified, sees it: the newest and the last of the
/// second major version. Installs it into an environment of its own below `target`; where that
/// cannot be done, the test is skipped.
///
/// `-Dquittance.mlflow.environments=DIRECTORY` keeps the environments elsewhere.
@QuarkusTest
@QuarkusTestResource(QuittanceTestResource.class)
@SuppressWarnings("NullAway.Init") // injected by the resource
final class PythonClientIT {

  private static final Path ENVIRONMENTS =
      Path.of(System.getProperty("quittance.mlflow.environments", "target/mlflow"));

  QuittanceTestResource platform;

  @ParameterizedTest
  @ValueSource(strings = {"3.17.2", "2.22.5"})
  void everyOperationEndsAsItMust(String version, @TempDir Path folder) throws Exception {
    PythonEnvironment python =
        PythonEnvironment.of(
            ENVIRONMENTS.resolve(version),
            List.of("mlflow-skinny==" + version, "onnx", "onnxruntime", "pandas"));
    RegistryApi api = new RegistryApi(platform, "python-" + version.charAt(0));
    byte[] bundle = TestBundles.valid(version.hashCode());
    Files.write(folder.resolve("bundle.zip"), bundle);
    Files.write(folder.resolve("model.onnx"), ModelBundle.read(bundle).onnx());

    List<String> logged = operations(python, "log", folder, api);
    promote(api);
    List<String> served = operations(python, "serve", folder, api);

    assertEquals(List.of(), failures(logged));
    assertEquals(List.of(), failures(served));
    assertTableSays(version, logged, served);
  }

  /// Compares what came of the operations with the column of the client in the reference page.
  private static void assertTableSays(String version, List<String> logged, List<String> served)
      throws IOException {
    List<String> page = Files.readAllLines(Path.of("../docs/reference/mlflow.md"));
    int column =
        page.stream()
            .filter(line -> line.startsWith("| Operation |"))
            .map(line -> List.of(line.split(" *\\| *", -1)).indexOf("Python " + version))
            .findFirst()
            .orElseThrow();
    Map<String, String> told = new TreeMap<>();
    for (String line : page) {
      String[] cells = line.split(" *\\| *", -1);
      if (cells.length > column && !cells[column].isEmpty() && cells[1].contains(": ")) {
        told.put(cells[1].replace("`", ""), cells[column].replace("`", ""));
      }
    }
    Map<String, String> came = new TreeMap<>();
    Stream.concat(logged.stream(), served.stream())
        .map(line -> line.split("\t", 2))
        .forEach(parts -> came.put(parts[0], parts[1]));
    assertEquals(told, came);
  }

  private static List<String> failures(List<String> outcomes) {
    return outcomes.stream().filter(line -> !line.matches("[^\t]+\t(ok|refused \\w+)")).toList();
  }

  /// Takes the version that the client registered through the gate.
  private static void promote(RegistryApi api) {
    String evidence = api.put(TestEvidence.csv(TestEvidence.of(2000, 1, 0.1, null)));
    Map<String, Object> body = Map.of("evidenceSha256", evidence);
    Response judged =
        api.post(api.as("evaluator", "model-developer"), "versions/1/evaluations", body);
    assertEquals(201, judged.statusCode(), judged.asString());
    assertEquals(201, api.approve(api.approver(), 1).statusCode());
    assertEquals(201, api.promote(1).statusCode());
  }

  private List<String> operations(
      PythonEnvironment python, String phase, Path folder, RegistryApi api) throws Exception {
    ProcessBuilder builder =
        python.script(Path.of("src/test/resources/mlflow/operations.py"), phase, folder.toString());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    environment.put("MLFLOW_TRACKING_URI", RestAssured.baseURI + ":" + RestAssured.port);
    environment.put("MLFLOW_TRACKING_TOKEN", api.token("model-developer"));
    environment.put("HOME", folder.toString());
    builder.directory(folder.toFile());
    Path output = folder.resolve(phase + ".out");
    PythonEnvironment.run(builder, output, folder.resolve(phase + ".err"));
    List<String> lines =
        Files.readAllLines(output).stream().filter(line -> line.contains("\t")).toList();
    System.out.println(String.join(System.lineSeparator(), lines));
    assertTrue(!lines.isEmpty(), () -> read(folder.resolve(phase + ".err")));
    return lines;
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
