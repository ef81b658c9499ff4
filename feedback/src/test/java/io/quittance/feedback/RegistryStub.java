package io.quittance.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Serves artefacts by digest to whoever brings a bearer token, as the registry does, and the
/// signed snapshot of the model that a test gave it, if any.
public final class RegistryStub implements QuarkusTestResourceLifecycleManager {

  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable DsseEnvelope> lifecycle = new AtomicReference<>();
  private @Nullable HttpServer server;

  /// Keeps an artefact; the answer is its digest.
  public String put(byte[] artifact) {
    String digest = Sha256.hex(artifact);
    artifacts.put(digest, artifact);
    return digest;
  }

  /// Answers with a snapshot from now on; null for no model.
  public void answer(@Nullable DsseEnvelope snapshot) {
    lifecycle.set(snapshot);
  }

  @Override
  public Map<String, String> start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/v1/artifacts/", this::answer);
      started.createContext("/v1/models/", this::model);
      started.start();
      server = started;
      return Map.of("quittance.registry.url", "http://localhost:" + started.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void model(HttpExchange exchange) throws IOException {
    DsseEnvelope snapshot = lifecycle.get();
    if (snapshot != null && exchange.getRequestURI().getPath().endsWith("/lifecycle/envelope")) {
      byte[] json = snapshot.write();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
      exchange.close();
      return;
    }
    byte[] problem = "{\"type\":\"urn:quittance:problem:model-not-found\"}".getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
    exchange.sendResponseHeaders(404, problem.length);
    exchange.getResponseBody().write(problem);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] artifact = artifacts.get(path.substring(path.lastIndexOf('/') + 1));
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (token == null || !token.startsWith("Bearer ")) {
      exchange.sendResponseHeaders(401, -1);
    } else if (artifact == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      exchange.sendResponseHeaders(200, artifact.length);
      exchange.getResponseBody().write(artifact);
    }
    exchange.close();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(RegistryStub.class));
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }
}
