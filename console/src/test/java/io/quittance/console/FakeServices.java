package io.quittance.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// One HTTP server that answers in the name of a service: a JSON text for each method and path,
/// with or without its query; 404 for others. It takes down what it was asked.
public final class FakeServices implements AutoCloseable {

  /// What the service was asked.
  public record Asked(String method, String path, String authorization, String body) {}

  private record Told(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Told> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  FakeServices() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// @param call method and path, such as `GET /v1/model`
  public void answer(String call, int status, String body) {
    answers.put(call, new Told(status, body));
  }

  public void answer(String call, String body) {
    answer(call, 200, body);
  }

  /// Forgets all answers and questions.
  public void clear() {
    answers.clear();
    asked.clear();
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uri = exchange.getRequestURI().toString();
      String method = exchange.getRequestMethod();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(new Asked(method, uri, token == null ? "" : token, body));
      Told told = answers.get(method + " " + uri);
      if (told == null) {
        told = answers.get(method + " " + exchange.getRequestURI().getRawPath());
      }
      if (told == null) {
        told = new Told(404, "{\"detail\":\"There is no such thing\"}");
      }
      byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
