package io.quittance.e2e.bench.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /// Answers the requests of one connection, each with parts that are written one by one.
  private void answer(List<String> parts) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket client = server.accept()) {
                var in =
                    new BufferedReader(
                        new InputStreamReader(
                            client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream();
                while (hasRequest(in)) {
                  for (String part : parts) {
                    out.write(part.getBytes(StandardCharsets.ISO_8859_1));
                  }
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /// Reads a request with a body of two characters.
  private static boolean hasRequest(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    return line != null && in.read(new char[2]) == 2;
  }

  private HttpConnection connection() throws IOException {
    return new HttpConnection(new HttpConnection.Target(server.getLocalPort(), "/v1/x", ""));
  }

  @Test
  void anAnswerInTwoWritesIsReadWhole() throws IOException {
    answer(List.of("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n", "{\n\n\n}"));

    try (HttpConnection connection = connection()) {
      assertEquals(201, connection.post("{}"));
      assertEquals(201, connection.post("{}"));
    }
  }

  @Test
  void anAnswerWithoutItsLengthIsRefused() throws IOException {
    answer(List.of("HTTP/1.1 204 No Content\r\n\r\n"));

    try (HttpConnection connection = connection()) {
      assertThrows(IOException.class, () -> connection.post("{}"));
    }
  }
}
