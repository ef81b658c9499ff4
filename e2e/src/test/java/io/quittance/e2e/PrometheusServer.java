package io.quittance.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.embedded.process.ChildProcess;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PidFile;
import io.quittance.embedded.process.Ports;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.Readiness;
import io.quittance.local.launch.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A Prometheus server with the configuration and alert rules of `deploy/compose`, except for
/// addresses and interval.
final class PrometheusServer implements AutoCloseable {

  private final ChildProcess process;
  private final String url;
  private final RestClient rest;

  private PrometheusServer(ChildProcess process, String url, RestClient rest) {
    this.process = process;
    this.url = url;
    this.rest = rest;
  }

  static PrometheusServer start(WholePlatform platform) {
    Path directory = platform.directory().resolve("prometheus");
    Path config = configuration(platform, directory);
    int port = Ports.free();
    ChildProcess process =
        ChildProcess.start(
            new ProcessSpec(
                "Prometheus",
                List.of(
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                directory,
                directory.resolve("prometheus.log"),
                new PidFile(directory.resolve("prometheus.pid"), config.toString())));
    PrometheusServer prometheus =
        new PrometheusServer(process, "http://127.0.0.1:" + port, new RestClient());
    process.awaitReady(Patience.ofEnvironment(), () -> Readiness.of(prometheus.isReady()));
    return prometheus;
  }

  private static Path configuration(WholePlatform platform, Path directory) {
    String text = Project.read("deploy/compose/prometheus/prometheus.yml").replace(": 15s", ": 1s");
    for (Part service : Part.programs().toList()) {
      text =
          text.replaceAll(
              service.key() + ":[0-9]+", platform.managementUrl(service).replace("http://", ""));
    }
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve("alerts.yml"), Project.read("deploy/compose/prometheus/alerts.yml"));
      return Files.writeString(directory.resolve("prometheus.yml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The result of a query.
  ///
  /// @param error error message, empty when the query succeeded
  /// @param series of the result, each `{metric, value | values}`
  record Result(String error, List<JsonNode> series) {

    /// Returns whether the result holds no finite number.
    boolean isEmpty() {
      return series.stream().noneMatch(Result::hasNumber);
    }

    /// Returns whether every series has a value for the label.
    boolean has(String label) {
      return series.stream().noneMatch(s -> s.path("metric").path(label).asText().isEmpty());
    }

    private static boolean hasNumber(JsonNode series) {
      if (series.has("value")) {
        return isNumber(series.path("value"));
      }
      for (JsonNode sample : series.path("values")) {
        if (isNumber(sample)) {
          return true;
        }
      }
      return false;
    }

    private static boolean isNumber(JsonNode sample) {
      return Double.isFinite(
          Double.parseDouble(sample.path(1).asText().replace("Inf", "Infinity")));
    }
  }

  Result instant(String query) {
    return result("/api/v1/query?query=" + encoded(query));
  }

  /// Runs a range query over the last two minutes.
  Result range(String query) {
    long now = Instant.now().getEpochSecond();
    return result(
        "/api/v1/query_range?step=5&start=%d&end=%d&query=%s"
            .formatted(now - 120, now, encoded(query)));
  }

  /// Returns the names of all metrics it has scraped so far.
  Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    get("/api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
    return names;
  }

  JsonNode rules() {
    return get("/api/v1/rules").path("data").path("groups");
  }

  JsonNode targets() {
    return get("/api/v1/targets").path("data").path("activeTargets");
  }

  @Override
  public void close() {
    rest.close();
    process.close();
  }

  private boolean isReady() {
    try {
      return rest.call("GET", url + "/-/ready", null).status() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private Result result(String path) {
    JsonNode answer = get(path);
    return new Result(
        answer.path("error").asText(), answer.path("data").path("result").valueStream().toList());
  }

  private JsonNode get(String path) {
    return rest.call("GET", url + path, null).json();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
