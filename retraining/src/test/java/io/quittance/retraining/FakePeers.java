package io.quittance.retraining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quittance.core.bundle.ModelBundle;
import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Stands for the feedback service and the registry, speaking their contracts over HTTP: bearer
/// tokens asked for, artefacts verified by digest, bundles by core, registration idempotent.
public final class FakePeers implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private final List<JsonNode> registrations = new CopyOnWriteArrayList<>();
  private final AtomicInteger datasetsAsked = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();
  private volatile byte[] parquet = new byte[0];
  private volatile boolean building;
  private volatile boolean away;
  private volatile boolean gatePasses = true;
  private volatile boolean damaged;
  private volatile @Nullable String championSha256;
  private volatile int championVersion;
  private volatile int staleAnswers;

  public FakePeers() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/datasets", exchange -> answer(exchange, unlessAway(this::dataset)));
    server.createContext(
        "/v1/artifacts/", exchange -> answer(exchange, unlessAway(this::artifact)));
    server.createContext("/v1/models/", exchange -> answer(exchange, unlessAway(this::model)));
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// Back to a world with this data set, no champion and a kind gate.
  public void reset(byte[] newParquet) {
    parquet = newParquet;
    building = false;
    away = false;
    gatePasses = true;
    damaged = false;
    championSha256 = null;
    staleAnswers = 0;
    unavailable.set(0);
    datasetsAsked.set(0);
    registrations.clear();
  }

  /// Whether data sets stay in the making.
  public void building(boolean now) {
    building = now;
  }

  /// Whether both services answer everything with 503.
  public void away(boolean now) {
    away = now;
  }

  public void gatePasses(boolean now) {
    gatePasses = now;
  }

  /// Whether downloads differ from their digest.
  public void damaged(boolean now) {
    damaged = now;
  }

  /// Answers so many registry calls with 503.
  public void unavailable(int calls) {
    unavailable.set(calls);
  }

  /// Answers so many registrations with 409 `stale`.
  public void stale(int registrationsRefused) {
    staleAnswers = registrationsRefused;
  }

  public void champion(int version, byte[] bundle) {
    String digest = Sha256.hex(bundle);
    artifacts.put(digest, bundle);
    championVersion = version;
    championSha256 = digest;
  }

  public List<JsonNode> registrations() {
    return List.copyOf(registrations);
  }

  public int datasetsAsked() {
    return datasetsAsked.get();
  }

  public byte[] artifact(String sha256) {
    byte[] bytes = artifacts.get(sha256);
    if (bytes == null) {
      throw new AssertionError("no artefact " + sha256);
    }
    return bytes;
  }

  private interface Route {
    Answer answer(HttpExchange exchange) throws IOException;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(int status, String type, byte[] body) {
    static Answer json(int status, Map<String, ?> body) throws IOException {
      return new Answer(status, "application/json", JSON.writeValueAsBytes(body));
    }

    static Answer problem(int status, String slug, Map<String, ?> facts) throws IOException {
      var body = new java.util.TreeMap<String, Object>(facts);
      body.put("type", "urn:quittance:problem:" + slug);
      body.put("title", slug);
      body.put("detail", "because of " + slug);
      return new Answer(status, "application/problem+json", JSON.writeValueAsBytes(body));
    }
  }

  private Route unlessAway(Route route) {
    return exchange -> away ? Answer.problem(503, "away", Map.of()) : route.answer(exchange);
  }

  private static void answer(HttpExchange exchange, Route route) throws IOException {
    try (exchange) {
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      Answer answer =
          token == null || !token.startsWith("Bearer ")
              ? Answer.problem(401, "unauthorized", Map.of())
              : route.answer(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer dataset(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      JsonNode wanted = JSON.readTree(exchange.getRequestBody());
      if (!wanted.hasNonNull("from")
          || !wanted.hasNonNull("to")
          || wanted.get("maxRows").asInt() < 1) {
        return Answer.problem(400, "invalid-request", Map.of());
      }
      datasetsAsked.incrementAndGet();
      return Answer.json(202, Map.of("id", "d-1", "model", "payment-30d", "state", "building"));
    }
    if (exchange.getRequestHeaders().getFirst("Accept").contains("parquet")) {
      return new Answer(200, "application/vnd.apache.parquet", damaged ? new byte[9] : parquet);
    }
    if (building) {
      return Answer.json(200, Map.of("id", "d-1", "state", "building"));
    }
    return Answer.json(
        200,
        Map.of(
            "id",
            "d-1",
            "state",
            "ready",
            "rows",
            1,
            "bytes",
            parquet.length,
            "sha256",
            Sha256.hex(parquet)));
  }

  private Answer artifact(HttpExchange exchange) throws IOException {
    if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Answer.problem(503, "storage-unavailable", Map.of());
    }
    String digest = last(exchange);
    if (exchange.getRequestMethod().equals("PUT")) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!Sha256.hex(body).equals(digest)) {
        return Answer.problem(422, "artifact-mismatch", Map.of());
      }
      artifacts.put(digest, body);
      return Answer.json(201, Map.of("sha256", digest, "bytes", body.length));
    }
    byte[] found = artifacts.get(digest);
    return found == null
        ? Answer.problem(404, "artifact-not-found", Map.of())
        : new Answer(200, "application/octet-stream", found);
  }

  private Answer model(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      return register(JSON.readTree(exchange.getRequestBody()));
    }
    String champion = championSha256;
    return champion == null
        ? Answer.problem(404, "model-not-found", Map.of())
        : Answer.json(200, Map.of("version", championVersion, "artifactSha256", champion));
  }

  private synchronized Answer register(JsonNode registration) throws IOException {
    if (staleAnswers > 0) {
      staleAnswers--;
      return Answer.problem(409, "stale", Map.of("champion", championVersion));
    }
    String bundle = registration.get("artifactSha256").asText();
    var read = ModelBundle.read(artifact(bundle));
    read.load();
    String evidence =
        new String(artifact(registration.get("evidenceSha256").asText()), StandardCharsets.UTF_8);
    boolean sound =
        read.manifest().provenance().trainingRun().id().equals(registration.get("runId").asText())
            && read.manifest()
                .provenance()
                .dataSha256()
                .equals(registration.get("dataSha256").asText())
            && evidence.startsWith("row,label,candidate,champion\n");
    if (!sound) {
      return Answer.problem(422, "invalid-evidence", Map.of());
    }
    var known =
        new ArrayList<>(registrations.stream().map(r -> r.get("artifactSha256").asText()).toList());
    if (!known.contains(bundle)) {
      registrations.add(registration);
      known.add(bundle);
    }
    int version = championVersion + 1 + known.indexOf(bundle);
    return Answer.json(
        201,
        Map.of(
            "model",
            "payment-30d",
            "version",
            version,
            "state",
            gatePasses ? "validated" : "rejected",
            "gate",
            Map.of(
                "verdict",
                gatePasses ? "better" : "worse",
                "passed",
                gatePasses,
                "explanation",
                "said the gate")));
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
