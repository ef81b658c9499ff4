package io.quittance.web.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A real HTTP server that answers every request in one way and remembers what it was asked.
final class FileServer implements AutoCloseable {

  /// Writes one response.
  interface Answer {
    void write(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /// What a request carried.
  record Asked(String path, String accept, String authorization) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  FileServer(Answer answer) {
    this(answer, Optional.empty());
  }

  /// @param tls the identity of a server that speaks `https`
  FileServer(Answer answer, Optional<SSLContext> tls) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = tls.isPresent() ? https(anyPort, tls.get()) : HttpServer.create(anyPort, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, answer));
    server.start();
  }

  private static HttpServer https(InetSocketAddress address, SSLContext tls) throws IOException {
    HttpsServer secure = HttpsServer.create(address, 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(tls));
    return secure;
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getRequestHeaders();
    requests.add(
        new Asked(
            exchange.getRequestURI().getRawPath(),
            headers.getFirst("Accept"),
            headers.getFirst("Authorization")));
    try (exchange) {
      answer.write(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers with a body whose size the head announces.
  static Answer bytes(int status, byte[] body) {
    return exchange -> {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /// Blocks the answer until the server closes.
  void hang() throws InterruptedException {
    closing.await();
  }

  URI address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  List<Asked> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
