package io.quittance.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quittance.core.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The registry's artefacts, served from memory to callers with a token. It has no model.
public final class RegistryStub implements QuarkusTestResourceLifecycleManager {

  private final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable HttpServer> server = new AtomicReference<>();

  @Override
  public Map<String, String> start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/v1/artifacts/", this::answer);
      started.createContext("/v1/models/", this::lifecycle);
      started.start();
      server.set(started);
      return Map.of("quittance.registry.url", "http://localhost:" + started.getAddress().getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps bytes and returns their address.
  public String put(byte[] bytes) {
    String sha256 = Sha256.hex(bytes);
    artifacts.put(sha256, bytes);
    return sha256;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      byte[] bytes = artifacts.get(exchange.getRequestURI().getPath().substring(14));
      if (token == null || !token.startsWith("Bearer ")) {
        exchange.sendResponseHeaders(401, -1);
      } else if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private void lifecycle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] problem = "{\"type\":\"urn:quittance:problem:model-not-found\"}".getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
      exchange.sendResponseHeaders(404, problem.length);
      exchange.getResponseBody().write(problem);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(RegistryStub.class));
  }

  @Override
  public void stop() {
    HttpServer started = server.get();
    if (started != null) {
      started.stop(0);
    }
  }
}
